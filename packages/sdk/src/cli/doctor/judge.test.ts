import { describe, expect, it } from 'vitest';
import { judgeClock, judgePermissions, judgeReadiness, judgeSystem, judgeVersion } from './judge.ts';

describe('the doctor', () => {
  it('clocks / may be apart by the length of the request and the cut second', () => {
    const date = 'Mon, 02 Mar 2026 09:00:00 GMT';
    const at = Date.parse(date);
    const states = [0, 900, 5_900, 6_100, -5_100, 301_100, -300_100].map(
      (aheadMs) => judgeClock(date, at + aheadMs, at + aheadMs).state,
    );
    expect(states).toEqual(['ok', 'ok', 'ok', 'note', 'note', 'broken', 'broken']);
    expect(judgeClock(date, at - 60_000, at + 60_000).state).toBe('ok');
    expect(judgeClock(null, at, at).state).toBe('note');
  });

  it('versions / of one line understand each other', () => {
    expect(judgeVersion('1.4.0', '1.2.9').state).toBe('ok');
    expect(judgeVersion('2.0.0', '1.9.9').state).toBe('note');
    expect(judgeVersion('0.2.0', '0.1.0').state).toBe('note');
  });

  it('a key made for less / is worth a note that names what it cannot', () => {
    const finding = judgePermissions(['agents:read', 'calls:read']);
    expect(finding.state).toBe('note');
    expect(String(finding.words)).toMatch(/agents:write \(agents push\)/);
  });

  it('parts that are away / are broken, each with a cure; a server that stops is too', () => {
    const parts = [
      { id: 'database', state: 'down' as const },
      { id: 'redis', state: 'degraded' as const },
      { id: 'events', state: 'ok' as const },
      { id: 'something new', state: 'down' as const },
    ];
    const found = judgeReadiness({ status: 'down', parts });
    expect(found.map(({ state }) => state)).toEqual(['broken', 'broken', 'ok', 'broken']);
    expect(found.every(({ state, cure }) => state === 'ok' || cure !== undefined)).toBe(true);
    const stopping = judgeReadiness({ status: 'down', parts: [{ id: 'database', state: 'ok' }] });
    expect(stopping.at(-1)).toMatchObject({ id: 'ready', state: 'broken' });
  });

  it('parts that are missing / are broken only where no call can be held without them', () => {
    const part = (
      id: 'stt' | 'tts' | 'llm' | 'database',
      state: 'ok' | 'missing' | 'degraded',
      code: string | null,
    ) => ({
      id,
      state,
      label: 'x',
      code,
    });
    const found = judgeSystem({
      parts: [
        part('stt', 'missing', 'stt_no_key'),
        part('tts', 'missing', 'tts_missing'),
        part('llm', 'ok', null),
        part('database', 'ok', 'pglite_no_fsync'),
        part('database', 'degraded', 'provider_unreachable'),
      ],
    });
    expect(found.map(({ state }) => state)).toEqual(['note', 'broken', 'ok', 'note', 'broken']);
  });
});
