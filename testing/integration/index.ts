import type { IntegrationPart } from './integration-part.ts';
import { postgresPart } from './postgres.ts';

export type { IntegrationPart, MissingPart, RunningPart } from './integration-part.ts';

/** Every real server the suites know how to run on. */
export const integrationParts: readonly IntegrationPart[] = [postgresPart];
