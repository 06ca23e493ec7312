import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ApiDescription, operationsSource } from '../../packages/sdk/generate/operations-source.ts';
import { openapiText } from './openapi-text.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** Formatting is the formatter's affair. */
const bare = (text: string) => text.replace(/[\s;,|]/g, '').replaceAll('"', "'");

describe('what is made from the routes', () => {
  it('docs/openapi.json is the description a server gives (npm run build:sdk)', async () => {
    expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(await openapiText()));
  });

  it('the types of the SDK are those of docs/openapi.json (npm run build:sdk)', () => {
    const description = JSON.parse(read('docs/openapi.json')) as ApiDescription;
    expect(bare(read('packages/sdk/src/operations.ts'))).toBe(bare(operationsSource(description)));
  });
});
