import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../live-message.ts';
import { liveLine } from './live-line.ts';
import { createPaint } from './paint.ts';
import { plain } from './plain.ts';
import { table } from './table.ts';
import { duration } from './time.ts';

describe('what is shown', () => {
  it('words of others / move no cursor, colour nothing and turn no writing round', () => {
    expect(plain('a\u001b[31mb\r\nc\u202ed\u0007')).toBe('a [31mb cd ');
  });

  it('a table / has its columns in line in any alphabet', () => {
    expect(
      table(
        ['ID', 'ИМЯ', 'X'],
        [
          ['lidia', 'Лидия', '1'],
          ['s', 'С', ''],
        ],
      ),
    ).toEqual(['ID     ИМЯ    X', 'lidia  Лидия  1', 's      С']);
  });

  it('a length of time / reads as on a telephone', () => {
    expect([null, 0, 65_000, 3_600_000].map(duration)).toEqual(['–', '0:00', '1:05', '1:00:00']);
  });

  it('an event / is one line', () => {
    const event = {
      at: '2026-03-02T09:00:00.000Z',
      type: 'call.user_spoke',
      callId: '01959999-0000-7000-8000-000000000001',
      data: { text: 'Это\nОльга', source: 'typed', confidence: null, atMs: 5, latency: { sttFinalMs: 3 } },
    };
    const line = liveLine({ type: 'event', event } as unknown as LiveMessage, createPaint(false));
    expect(line).toMatch(
      /:00 {2}call\.user_spoke {15}…00000001 {2}text="Это Ольга" source=typed atMs=5 latency=\{"sttFinalMs":3\}$/,
    );
  });
});
