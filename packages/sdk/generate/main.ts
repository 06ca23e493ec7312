import { readFileSync, writeFileSync } from 'node:fs';
import { type ApiDescription, operationsSource } from './operations-source.ts';

/** Writes src/operations.ts from docs/openapi.json. */
const description = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
) as ApiDescription;
writeFileSync(new URL('../src/operations.ts', import.meta.url), operationsSource(description));
