import { VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import type { Session } from './identity.ts';
import { SessionCache } from './session-cache.ts';

function setUp() {
  const clock = new VirtualClock();
  const cache = new SessionCache(clock);
  const session: Session = {
    id: 's',
    user: { id: 'u', email: 'a@b.example', name: 'A', language: 'ru' },
    expiresAt: new Date(clock.wallTime() + 60_000),
  };
  let looks = 0;
  let found: Session | null = session;
  const look = async () => {
    looks += 1;
    return found;
  };
  return { clock, cache, session, look, looks: () => looks, lose: () => (found = null) };
}

describe('SessionCache', () => {
  it('asks once in five seconds, and then sees what another process ended', async () => {
    const { cache, clock, session, look, looks, lose } = setUp();
    expect(await cache.get('k', look)).toBe(session);
    lose();
    await clock.advance(4999);
    expect([await cache.get('k', look), looks()]).toEqual([session, 1]);
    await clock.advance(1);
    expect([await cache.get('k', look), looks()]).toEqual([null, 2]);
  });

  it('does not keep what was looked up while something ended', async () => {
    const { cache, session, look, looks } = setUp();
    let release = (): void => {};
    const held = cache.get('k', async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return session;
    });
    cache.clear();
    release();
    await held;
    await cache.get('k', look);
    expect(looks()).toBe(1);
  });

  it('never answers a session beyond its end', async () => {
    const { cache, clock, session, look } = setUp();
    await clock.advance(58_000);
    expect(await cache.get('k', look)).toBe(session);
    await clock.advance(2000);
    expect(await cache.get('k', look)).toBeNull();
  });

  it.each([3_600_000, -3_600_000])(
    'a clock set by %d ms / what was ended is seen as soon as ever',
    async (byMs) => {
      const { cache, clock, session, look, looks, lose } = setUp();
      expect(await cache.get('k', look)).toBe(session);
      lose();
      clock.jump(byMs);
      // Ahead it is over by the clock there is now; behind it goes on.
      expect([await cache.get('k', look), looks()]).toEqual([byMs > 0 ? null : session, 1]);
      await clock.advance(5000);
      expect([await cache.get('k', look), looks()]).toEqual([null, 2]);
    },
  );
});
