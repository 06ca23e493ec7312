import { readFileSync } from 'node:fs';
import { callEndings } from '@allo/contracts/skillbase';
import { errorCatalogue } from '@allo/kernel';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/failure-modes.md');
/** What the tables explain: the code in the first cell of a row. */
const explained = new Set([...page.matchAll(/^\| `([a-z_-]+)` \|/gm)].map((match) => match[1]));

describe('docs/failure-modes.md', () => {
  it('every code of the catalogue / has an entry', () => {
    expect(Object.keys(errorCatalogue).filter((code) => !explained.has(code))).toEqual([]);
  });

  it('every note that the overview page can show / has an entry', () => {
    const source = read('apps/server/compose/system-status.ts');
    const codes = [...source.matchAll(/'((?:[a-z]+_)+[a-z]+)'/g)].map((match) => match[1]);
    expect(codes).toContain('stt_no_key');
    expect(codes.filter((code) => !explained.has(code))).toEqual([]);
  });

  it('every way a call ends / has an entry', () => {
    const source = read('contracts/ports/call-leg.ts');
    const union = /export type LegCloseReason =([^;]+);/.exec(source)?.[1] ?? '';
    const reasons = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] as string);
    expect(reasons).toContain('media-timeout');
    // `failed` is what the outcome rules make of a broken wire, not a reason of its own.
    const endings = callEndings.filter((ending) => ending !== 'failed');
    expect([...reasons, ...endings].filter((reason) => !explained.has(reason))).toEqual([]);
  });
});
