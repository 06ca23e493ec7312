import { describe, expect, it } from 'vitest';
import { freshLiveState, type LiveEvent, type LiveState, reduceLive } from './live-state.ts';

function run(events: LiveEvent[], from: LiveState = freshLiveState) {
  const log: string[] = [];
  let state = from;
  for (const event of events) {
    const step = reduceLive(state, event);
    state = step.state;
    const effects = step.effects.map((one) =>
      one.type === 'connect-later' ? `again in ${one.delayMs}` : one.type,
    );
    log.push([event.type, state.connection, state.position, ...effects].join(' · '));
  }
  return { state, log };
}

describe('reduceLive', () => {
  it('a socket is lost and comes back / goes on behind the last message, loads nothing anew', () => {
    const { log } = run([
      { type: 'ready', position: 10 },
      { type: 'told', position: 12 },
      { type: 'closed' },
      { type: 'closed' },
      { type: 'told', position: 14 },
      { type: 'ready', position: 13 },
    ]);
    expect(log).toEqual([
      'ready · live · 10',
      'told · live · 12',
      'closed · polling · 12 · again in 1000 · reload',
      'closed · polling · 12 · again in 2000 · reload',
      'told · polling · 14',
      'ready · live · 14',
    ]);
  });

  it('the first socket never opened / whatever was shown meanwhile is read anew', () => {
    const { log } = run([{ type: 'closed' }, { type: 'ready', position: 5 }]);
    expect(log).toEqual(['closed · polling ·  · again in 1000 · reload', 'ready · live · 5 · reload']);
  });

  it('what was missed is no longer kept / everything is read anew from the server’s position', () => {
    const { log } = run([
      { type: 'ready', position: 900 },
      { type: 'closed' },
      { type: 'too-old', position: 3 },
      { type: 'ready', position: 3 },
    ]);
    expect(log.slice(2)).toEqual(['too-old · polling · 3 · reload', 'ready · live · 3']);
  });

  it('a server stays away / is asked ever more seldom, and often again once it was there', () => {
    const { state } = run(Array.from({ length: 9 }, () => ({ type: 'closed' }) as const));
    expect(state.retryMs).toBe(30_000);
    expect(run([{ type: 'ready', position: 1 }], state).state.retryMs).toBe(1000);
  });
});
