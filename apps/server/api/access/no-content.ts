import { z } from 'zod';

/** The reply of status 204. */
export const noContent = z.null().describe('Done; nothing to say');
