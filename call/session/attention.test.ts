import { describe, expect, it } from 'vitest';
import { type AttentionInput, initialAttention, reduceAttention } from './attention.ts';

const settings = { silenceMs: 7000, maxCallMs: 60_000 };

/** Runs inputs; a number is a tick. Answers effects with the time they came at. */
function run(inputs: Array<AttentionInput | number>): string[] {
  let state = initialAttention();
  let nowMs = 0;
  const lines: string[] = [];
  for (const input of inputs) {
    if (typeof input === 'number') nowMs = input;
    else if ('nowMs' in input) nowMs = input.nowMs;
    else if ('startMs' in input) nowMs = input.startMs;
    const result = reduceAttention(
      state,
      typeof input === 'number' ? { type: 'tick', nowMs: input, voicedUntilMs: input } : input,
      settings,
    );
    state = result.state;
    for (const effect of result.effects)
      lines.push(`${nowMs} ${effect.type}${'count' in effect ? ` ${effect.count}` : ''}`);
  }
  return lines;
}

const speaking: AttentionInput = { type: 'agent-started', isInterruptible: true, expects: null };

describe('attention', () => {
  it('caller speaks over the agent / a third of a second / ducked at once, then stopped', () => {
    expect(run([speaking, { type: 'caller-started', startMs: 1000 }, 1100, 1260, 1300, 1340])).toEqual([
      '1000 duck',
      '1340 stop-agent',
    ]);
  });

  it('a cough / shorter than the verdict / the voice comes back', () => {
    expect(
      run([
        speaking,
        { type: 'caller-started', startMs: 1000 },
        1200,
        { type: 'caller-ended', nowMs: 1250 },
        2000,
      ]),
    ).toEqual(['1000 duck', '1250 unduck']);
  });

  it('a short sound / its silence not yet noticed / does not count as long speech', () => {
    const short: AttentionInput = { type: 'tick', nowMs: 1500, voicedUntilMs: 1240 };
    expect(run([speaking, { type: 'caller-started', startMs: 1000 }, short])).toEqual(['1000 duck']);
  });

  it('“угу” / recognised while it is said / gets longer before it stops the agent', () => {
    const nod: Array<AttentionInput | number> = [
      { type: 'caller-started', startMs: 1000 },
      { type: 'caption', text: 'угу' },
      1400,
    ];
    expect(run([speaking, ...nod, { type: 'caller-ended', nowMs: 1500 }])).toEqual([
      '1000 duck',
      '1500 unduck',
    ]);
    expect(run([{ ...speaking, expects: { type: 'boolean' } }, ...nod])).toEqual([
      '1000 duck',
      '1400 stop-agent',
    ]);
  });

  it('words that must be heard / caller speaks / neither ducked nor stopped', () => {
    expect(
      run([{ ...speaking, isInterruptible: false }, { type: 'caller-started', startMs: 0 }, 500, 900]),
    ).toEqual([]);
  });

  it('caller goes on while a reply is prepared / nothing was heard of it / the reply is taken back', () => {
    expect(
      run([{ type: 'agent-thinking' }, { type: 'caller-started', startMs: 100 }, 200, 400, 500]),
    ).toEqual(['200 cancel-thinking']);
  });

  it('silence / counted from the end of the agent’s words / re-prompts, and again after the re-prompt', () => {
    expect(
      run([
        { type: 'agent-finished', nowMs: 1000 },
        7900,
        8000,
        16_000,
        { type: 'agent-finished', nowMs: 17_000 },
        24_000,
      ]),
    ).toEqual(['8000 caller-silent 1', '24000 caller-silent 2']);
  });

  it('silence / caller is on hold / nobody is re-prompted until they are back', () => {
    const held: AttentionInput[] = [{ type: 'hold', isHeld: true, nowMs: 2000 }];
    expect(
      run([
        { type: 'agent-finished', nowMs: 1000 },
        ...held,
        20_000,
        { type: 'hold', isHeld: false, nowMs: 30_000 },
        36_000,
        37_000,
      ]),
    ).toEqual(['37000 caller-silent 1']);
  });

  it('a call at its maximum length / closing words do not end it / is cut after the grace', () => {
    expect(run([59_000, 60_000, 70_000, 90_000])).toEqual(['60000 time-is-up', '90000 overtime']);
  });
});
