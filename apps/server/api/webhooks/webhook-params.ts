import { z } from 'zod';

/** Ids are read leniently: one that cannot exist is as absent as any other. */
export const webhookParamsSchema = z.object({ id: z.string() });
export const deliveryParamsSchema = webhookParamsSchema.extend({ deliveryId: z.string() });
