import { describe, expect, it } from 'vitest';
import { cureOf } from './cure.ts';

describe('cureOf', () => {
  it('a whole part / needs nothing', () => {
    expect(cureOf({ state: 'ok', code: null })).toBeNull();
  });
  it('a part that works with a note / is explained', () => {
    expect(cureOf({ state: 'ok', code: 'pglite_no_fsync' })?.settings[0]).toMatch(/^DATABASE_URL=/);
  });
  it('no recognition / names both ways to add it', () => {
    const settings = cureOf({ state: 'missing', code: 'stt_no_key' })?.settings.join('\n');
    expect(settings).toMatch(/OPENAI_API_KEY=/);
    expect(settings).toMatch(/OPENAI_STT_BASE_URL=/);
  });
  it.each([
    { state: 'degraded', code: 'brand_new_code' } as const,
    { state: 'missing', code: null } as const,
  ])('a code this page does not know / is still shown', (part) => {
    expect(cureOf(part)?.text).toBe('unknown');
  });
});
