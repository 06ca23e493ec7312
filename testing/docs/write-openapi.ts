import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openapiText } from './openapi-text.ts';

/** Writes docs/openapi.json anew; a test keeps it true. */
const path = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
writeFileSync(path, await openapiText());
process.exit(0);
