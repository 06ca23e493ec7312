import { type CallTurn, callTranscriptSchema } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { type TranscribedCall, transcriptText } from './transcript-text.ts';

const turn = (
  speaker: CallTurn['speaker'],
  text: string,
  [startMs, endMs]: [number, number],
  more: Partial<CallTurn> = {},
): CallTurn => ({
  id: `t-${startMs}`,
  speaker,
  text,
  isInterrupted: false,
  source: speaker === 'agent' ? 'agent' : 'stt',
  startMs,
  endMs,
  latency: null,
  ...more,
});

const call: TranscribedCall = {
  id: '01959999-0000-7000-8000-000000000001',
  agentId: 'lidia',
  agentName: 'Лидия',
  state: 'completed',
  direction: 'inbound',
  wire: 'sip',
  from: '+79161234567',
  to: 'lidia',
  startedAt: '2026-03-02T09:00:00.000Z',
  answeredAt: '2026-03-02T09:00:01.000Z',
  endedAt: '2026-03-02T10:02:31.000Z',
  durationMs: 3_751_000,
  endReason: 'completed',
  outcome: 'lead',
  outcomeReason: null,
  fields: [],
  transcript: [
    turn('agent', 'Добрый день!', [120, 1800.4]),
    turn('caller', 'Запишите\n\nменя  на завтра', [2100, 2100]),
    turn('agent', 'Конечно, во сколько', [3_723_456, 3_725_000], { isInterrupted: true }),
  ],
};

describe('transcriptText', () => {
  it('txt / a line for every turn', () => {
    expect(transcriptText(call, 'txt')).toBe(
      '[00:00:00] Лидия: Добрый день!\n' +
        '[00:00:02] Клиент: Запишите меня на завтра\n' +
        '[01:02:03] Лидия: Конечно, во сколько…\n',
    );
    expect(transcriptText(call, 'txt', 'en')).toContain('] Caller: ');
  });

  it('srt / numbered subtitles that last, each without an empty line', () => {
    expect(transcriptText(call, 'srt')).toBe(
      '1\n00:00:00,120 --> 00:00:01,800\nЛидия: Добрый день!\n\n' +
        '2\n00:00:02,100 --> 00:00:02,600\nКлиент: Запишите меня на завтра\n\n' +
        '3\n01:02:03,456 --> 01:02:05,000\nЛидия: Конечно, во сколько…\n\n',
    );
  });

  it('json / everything, as the schema has it', () => {
    expect(callTranscriptSchema.parse(JSON.parse(transcriptText(call, 'json')))).toEqual({
      ...call,
      version: 1,
    });
  });

  it('nothing said / nothing', () => {
    const silent = { ...call, transcript: [] };
    expect([transcriptText(silent, 'txt'), transcriptText(silent, 'srt')]).toEqual(['', '']);
  });
});
