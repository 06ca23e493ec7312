import { z } from 'zod';

/** Body of an error answer; only the short codes are read. */
export const wireError = z.object({
  error: z.object({ code: z.string().nullish(), type: z.string().nullish() }),
});

/** Answer of `POST /audio/transcriptions` with `response_format=json`. */
export const wireTranscription = z.object({ text: z.string() });

/** An error sent inside a stream that began with status 200. Some servers number their codes. */
export const wireStreamError = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
});
