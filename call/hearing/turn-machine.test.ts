import { describe, expect, it } from 'vitest';
import {
  initialTurnState,
  reduceTurn,
  type TurnEffect,
  type TurnInput,
  type TurnMachineSettings,
} from './turn-machine.ts';

const settings: TurnMachineSettings = { sttSlowMs: 1300, sttLostMs: 4000, noiseMs: 450 };
const streaming: TurnMachineSettings = { ...settings, isStreaming: true, partialLostMs: 1000 };

/** Runs inputs; a number is a tick at that audio time. Answers what came out, as short lines. */
function run(inputs: Array<TurnInput | number>, canRecognise = true, how = settings): string[] {
  let state = initialTurnState(canRecognise);
  const lines: string[] = [];
  for (const input of inputs) {
    const result = reduceTurn(state, typeof input === 'number' ? { type: 'tick', nowMs: input } : input, how);
    state = result.state;
    for (const effect of result.effects) lines.push(line(effect));
  }
  return lines;
}

function line(effect: TurnEffect): string {
  switch (effect.type) {
    case 'resume-utterance':
      return `resume ${effect.utterance}`;
    case 'begin-utterance':
      return `begin ${effect.utterance}`;
    case 'caption':
      return `${effect.isFinal ? 'final' : 'partial'} caption “${effect.text}”`;
    case 'turn-ended': {
      const { id, text, startMs, endMs, sttFinalMs, failure } = effect.turn;
      return `turn ${id} “${text}” ${startMs}–${endMs} stt ${sttFinalMs}${failure ? ` ${failure}` : ''}`;
    }
    case 'turn-dismissed':
    case 'recognition-slow':
    case 'recognition-lost':
      return `${effect.type} ${effect.turn}`;
    case 'end-utterance':
    case 'cancel-utterance':
      return effect.type;
  }
}

const started = (startMs: number): TurnInput => ({ type: 'speech-started', startMs });
const ended = (endMs: number, nowMs = endMs + 200): TurnInput => ({ type: 'speech-ended', endMs, nowMs });
const final = (utterance: string, text: string, nowMs: number): TurnInput => ({
  type: 'final',
  utterance,
  text,
  nowMs,
});

describe('turn machine', () => {
  it('one utterance / recognised before the silence is long enough / turn ends when the wait is over', () => {
    expect(
      run([started(100), ended(1100), final('c1.1', 'хочу записаться на стрижку', 1500), 1640, 1700]),
    ).toEqual([
      'begin c1.1',
      'end-utterance',
      'partial caption “хочу записаться на стрижку”',
      'final caption “хочу записаться на стрижку”',
      'turn c1 “хочу записаться на стрижку” 100–1100 stt 400',
    ]);
  });

  it('a short answer / recognised late / turn ends with the transcript itself', () => {
    const lines = run([started(0), ended(300), 520, final('c1.1', 'да', 900)]);
    expect(lines.at(-1)).toBe('turn c1 “да” 0–300 stt 600');
  });

  it('a breath inside a phrase / 300 ms / both halves are recognised as one', () => {
    const lines = run([
      started(0),
      ended(900),
      started(1200),
      final('c1.1', 'завтра в три', 1250),
      ended(1600),
      final('c1.2', 'завтра в три часа', 1900),
      2400,
    ]);
    expect(lines.slice(0, 4)).toEqual(['begin c1.1', 'end-utterance', 'resume c1.2', 'end-utterance']);
    expect(lines.at(-1)).toBe('turn c1 “завтра в три часа” 0–1600 stt 300');
  });

  it('a dangling conjunction / silence of 800 ms / waits for the rest and joins it', () => {
    const lines = run([
      started(0),
      ended(900),
      final('c1.1', 'мне нужно и', 1200),
      1700,
      started(1800),
      ended(2400),
      final('c1.2', 'покраска', 2700),
      3100,
    ]);
    expect(lines.filter((one) => one.startsWith('turn'))).toEqual([
      'turn c1 “мне нужно и покраска” 0–2400 stt 300',
    ]);
  });

  it('a dictated number / a pause of a second / stays one turn', () => {
    const lines = run([
      { type: 'expects', expects: { type: 'phone' } },
      started(0),
      ended(1000),
      final('c1.1', '8 916', 1300),
      2100,
      started(2200),
      ended(3200),
      final('c1.2', '123 45 67', 3500),
      3800,
    ]);
    expect(lines.at(-1)).toBe('turn c1 “8 916 123 45 67” 0–3200 stt 300');
  });

  it('a short noise / nothing recognised / is dismissed', () => {
    expect(run([started(0), ended(200), final('c1.1', '', 500), 900]).at(-1)).toBe('turn-dismissed c1');
  });

  it('a recogniser that hangs / slow, then lost / says so once, then the turn ends with the failure', () => {
    const lines = run([started(0), ended(1000), 2200, 2320, 2500, 5200]);
    expect(lines).toEqual([
      'begin c1.1',
      'end-utterance',
      'recognition-slow c1',
      'recognition-lost c1',
      'cancel-utterance',
      'turn c1 “” 0–1000 stt null provider_timeout',
    ]);
  });

  it('a recogniser that hangs / caller speaks again meanwhile / the second utterance is not held up', () => {
    const lines = run([
      started(0),
      ended(1000),
      2320,
      started(2500),
      ended(3500),
      final('c1.2', 'хочу на стрижку', 3800),
      4300,
      5180,
      5200,
    ]);
    expect(lines.at(-1)).toBe('turn c1 “хочу на стрижку” 0–3500 stt 300 provider_timeout');
  });

  it('a recogniser that fails / answers an error / turn ends with its code and later finals are ignored', () => {
    const lines = run([
      started(0),
      ended(1000),
      { type: 'failed', utterance: 'c1.1', code: 'provider_unreachable', nowMs: 1300 },
      1700,
      final('c1.1', 'поздно', 1800),
    ]);
    expect(lines.at(-1)).toBe('turn c1 “” 0–1000 stt 300 provider_unreachable');
  });

  it('typed text / no microphone / is a turn at once', () => {
    const typed: TurnInput = {
      type: 'wire-text',
      text: ' Добрый день ',
      isFinal: true,
      source: 'typed',
      nowMs: 700,
    };
    expect(run([typed], false)).toEqual([
      'final caption “Добрый день”',
      'turn c1 “Добрый день” 700–700 stt null',
    ]);
  });

  it('speech that only the browser can recognise / no words come / is dismissed after a while', () => {
    expect(run([started(0), ended(1000), 3000, 5100], false)).toEqual(['turn-dismissed c1']);
  });

  it('a streaming recogniser / a breath inside a phrase / what follows is added, nothing is said again', () => {
    const lines = run(
      [
        started(0),
        ended(900, 1010),
        started(1200),
        { type: 'partial', utterance: 'c1.2', text: 'часа' },
        final('c1.1', 'завтра в три', 1250),
        ended(1600, 1710),
        final('c1.2', 'часа', 1780),
        4300,
      ],
      true,
      streaming,
    );
    expect(lines).toEqual([
      'begin c1.1',
      'end-utterance',
      'begin c1.2',
      'partial caption “часа”',
      'partial caption “завтра в три часа”',
      'end-utterance',
      'partial caption “завтра в три часа”',
      'final caption “завтра в три часа”',
      'turn c1 “завтра в три часа” 0–1600 stt 180',
    ]);
  });

  it('a streaming recogniser / the final never comes / the words shown last are the turn', () => {
    const lines = run(
      [started(0), { type: 'partial', utterance: 'c1.1', text: 'да' }, ended(400, 510), 900, 1520],
      true,
      streaming,
    );
    expect(lines.at(-1)).toBe('turn c1 “да” 0–400 stt null');
  });

  it('a belief that the turn goes on / doubtful words / waits longer than without it', () => {
    const doubtful = [started(0), ended(900, 1010), final('c1.1', 'у меня заказ', 1080)];
    const ends = (inputs: Array<TurnInput | number>) => run(inputs).some((line) => line.startsWith('turn '));
    expect(ends([...doubtful, 2100])).toBe(true);
    expect(ends([...doubtful, { type: 'hint', probability: 0.05 }, 2100])).toBe(false);
  });
});
