import { z } from 'zod';

export const memberParamsSchema = z.object({ userId: z.string().min(1).max(200) });
