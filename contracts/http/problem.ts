import { z } from 'zod';

/** RFC 9457 body of every error reply; `code` is stable, `detail` says what to do. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
