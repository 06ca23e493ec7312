import type { BrowserServerMessage } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { idleTalk, reduceTalk, type TalkEffect, type TalkEvent, type TalkState } from './talk-state.ts';

const got = (message: BrowserServerMessage): TalkEvent => ({ type: 'message-received', message });
const ready = (canHear: boolean) => got({ type: 'ready', callId: 'call_1', agentName: 'Лидия', canHear });
const press = (canRecognise = true, wantsMicrophone = true): TalkEvent => ({
  type: 'call-pressed',
  agentId: 'lidia',
  wantsMicrophone,
  canRecognise,
});
const said = (turn: string, text: string, isFinal = true, speaker: 'caller' | 'agent' = 'caller') =>
  got({ type: 'transcript', speaker, turn, text, isFinal });

function run(...events: TalkEvent[]): { state: TalkState; effects: TalkEffect[] } {
  let state = idleTalk;
  const effects: TalkEffect[] = [];
  for (const event of events) {
    const step = reduceTalk(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const upTo = (microphone: TalkState['microphone'], canHear: boolean, canRecognise = true): TalkEvent[] => [
  press(canRecognise),
  { type: 'audio-opened', microphone },
  { type: 'socket-opened' },
  ready(canHear),
];

describe('reduceTalk', () => {
  it('a whole call / server hears / goes through its effects in order', () => {
    const { state, effects } = run(
      ...upTo('on', true),
      { type: 'hang-up-pressed' },
      got({ type: 'ended', reason: 'caller-hung-up' }),
    );
    expect(effects).toEqual([
      { type: 'open-audio', wantsMicrophone: true },
      { type: 'open-socket' },
      { type: 'send', message: { type: 'start', agent: 'lidia', hasMicrophone: true, hasRecognition: true } },
      { type: 'clear-playback' },
      { type: 'send', message: { type: 'hang-up' } },
      { type: 'await-end' },
      { type: 'release', isGraceful: true },
    ]);
    expect(state).toMatchObject({
      phase: 'ended',
      endReason: 'caller-hung-up',
      callId: 'call_1',
      hearing: 'server',
    });
  });

  it('ready / the server cannot hear and the browser can / starts the browser recognition', () => {
    const { state, effects } = run(...upTo('on', false));
    expect(state.hearing).toBe('browser');
    expect(effects.at(-1)).toEqual({ type: 'start-recognition' });
  });

  it.each([
    ['the browser cannot recognise', 'on', 'unheard', false],
    ['the microphone is refused', 'denied', 'unheard', true],
  ] as const)(
    'ready / %s and no server hearing / only typing is left',
    (_why, microphone, _heard, canRecognise) => {
      const { state, effects } = run(...upTo(microphone, false, canRecognise));
      expect(state.hearing).toBe('nobody');
      expect(effects).not.toContainEqual({ type: 'start-recognition' });
    },
  );

  it('socket-opened / microphone refused / tells the server there is neither voice nor recognition', () => {
    const { effects } = run(
      press(),
      { type: 'audio-opened', microphone: 'denied' },
      { type: 'socket-opened' },
    );
    expect(effects.at(-1)).toEqual({
      type: 'send',
      message: { type: 'start', agent: 'lidia', hasMicrophone: false, hasRecognition: false },
    });
  });

  it('transcript / partials of one turn / become one line', () => {
    const { state } = run(
      ...upTo('on', true),
      said('t1', 'мне', false),
      said('t1', 'мне нужен'),
      said('t2', 'да'),
    );
    expect(state.lines.map((line) => [line.text, line.isFinal])).toEqual([
      ['мне нужен', true],
      ['да', true],
    ]);
  });

  it('transcript / the same turn id of both sides / stays two lines', () => {
    const { state } = run(...upTo('on', true), said('t1', 'да'), said('t1', 'Слушаю', true, 'agent'));
    expect(state.lines.map((line) => line.speaker)).toEqual(['caller', 'agent']);
  });

  it('text-typed / then echoed / is one line', () => {
    const { state } = run(...upTo('off', true), { type: 'text-typed', text: ' Иван ' }, said('t4', 'Иван'));
    expect(state.lines).toEqual([
      { key: 'caller-t4', speaker: 'caller', text: 'Иван', isFinal: true, isPending: false },
    ]);
  });

  it('speech-recognised / muted / is not sent', () => {
    const spoken: TalkEvent = { type: 'speech-recognised', text: 'алло', isFinal: true };
    const before = run(...upTo('on', false), spoken).effects.filter((one) => one.type === 'send');
    const after = run(...upTo('on', false), { type: 'mute-pressed' }, spoken);
    expect(before).toHaveLength(2);
    expect(after.effects.filter((one) => one.type === 'send')).toHaveLength(1);
  });

  it('error / before ready / ends the call with its problem', () => {
    const { state } = run(
      press(),
      { type: 'audio-opened', microphone: 'on' },
      { type: 'socket-opened' },
      got({ type: 'error', code: 'agent_not_found', detail: 'no such agent' }),
    );
    expect(state).toMatchObject({ phase: 'ended', problem: { code: 'agent_not_found' } });
  });

  it('error / in mid-call / leaves the call going', () => {
    const { state } = run(...upTo('on', true), got({ type: 'error', code: 'tts_failed', detail: '' }));
    expect(state).toMatchObject({ phase: 'live', problem: { code: 'tts_failed' } });
  });

  it.each([
    ['connecting', 2, 'no-answer'],
    ['live', 4, 'connection-lost'],
  ] as const)('socket-closed / %s / ends as %s', (_phase, count, reason) => {
    const events = upTo('on', true).slice(0, count);
    expect(run(...events, { type: 'socket-closed' }).state.endReason).toBe(reason);
  });

  it('any event / after the end / changes nothing', () => {
    const over = run(...upTo('on', true), got({ type: 'ended', reason: 'completed' })).state;
    const late: TalkEvent[] = [
      { type: 'socket-closed' },
      { type: 'digit-pressed', digit: '1' },
      { type: 'text-typed', text: 'ещё' },
      { type: 'end-overdue' },
      said('t9', 'поздно'),
    ];
    for (const event of late) expect(reduceTalk(over, event)).toEqual({ state: over, effects: [] });
  });
});
