import { problemSchema } from '@allo/contracts/http';

/** The error replies of a route, for its description. */
export const problemResponses = { '4xx': problemSchema, '5xx': problemSchema };
