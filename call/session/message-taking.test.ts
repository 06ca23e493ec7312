import { describe, expect, it } from 'vitest';
import { beginMessage, type MessageInput, reduceMessage } from './message-taking.ts';

function run(inputs: MessageInput[]): number | null {
  let state = beginMessage(1000, 60);
  for (const input of inputs) {
    const result = reduceMessage(state, input);
    if (result.durationMs !== null) return result.durationMs;
    state = result.state;
  }
  return null;
}

const tick = (nowMs: number): MessageInput => ({ type: 'tick', nowMs });

describe('message taking', () => {
  it('speech, then silence / 3.5 s / ends with the length of the speech', () => {
    expect(
      run([{ type: 'caller-started' }, { type: 'caller-ended', endMs: 9000 }, tick(12_000), tick(12_500)]),
    ).toBe(8000);
  });
  it('nobody speaks / nine seconds / there is no message', () => {
    expect(run([tick(9000), tick(10_000)])).toBe(0);
  });
  it('the # key / while speaking / ends it there', () => {
    expect(
      run([
        { type: 'caller-started' },
        { type: 'key', digit: '1', nowMs: 3000 },
        { type: 'key', digit: '#', nowMs: 5000 },
      ]),
    ).toBe(4000);
  });
  it('a caller who never stops / maximum length / is cut', () => {
    expect(run([{ type: 'caller-started' }, tick(60_999), tick(61_000)])).toBe(60_000);
  });
});
