import { z } from 'zod';

/** Of an address with `:id`. */
export const idParamsSchema = z.object({ id: z.string() });
