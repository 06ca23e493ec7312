import { defaultOrgId, type OrgId } from '@allo/contracts';
import { createSilentLog } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { otherOrgId } from '../testing.ts';
import { createLiveHub } from './live-hub.ts';
import type { LiveMessage } from './live-messages.ts';
import { createTestStream } from './testing.ts';

function setUp() {
  const stream = createTestStream();
  const watched: string[] = [];
  const hub = createLiveHub({
    tail: stream.events.tail,
    loadCalls: () => Promise.resolve([]),
    watch: (orgId) => {
      watched.push(`+${orgId}`);
      return () => watched.push(`-${orgId}`);
    },
    log: createSilentLog(),
  });
  const join = (orgId: OrgId) => {
    const took: LiveMessage[] = [];
    const wants = { calls: false, topics: new Set(['call-events' as const]), after: null };
    const leave = hub.join({ orgId, wants, take: (messages) => took.push(...messages), lose: () => {} });
    return { took, leave };
  };
  return { stream, hub, watched, join };
}

describe('LiveHub', () => {
  it('makes an event into text once for all who follow it, and into none for others', async () => {
    const { stream, join } = setUp();
    const [first, second, stranger] = [join(defaultOrgId), join(defaultOrgId), join(otherOrgId)];
    stream.tell(3);
    await expect.poll(() => first.took.length).toBe(3);
    expect(second.took[0]).toBe(first.took[0]);
    expect(stranger.took).toEqual([]);
  });

  it('hears of other nodes only while somebody follows, and no more after close', async () => {
    const { stream, hub, watched, join } = setUp();
    const [first, second] = [join(defaultOrgId), join(defaultOrgId)];
    first.leave();
    expect(watched).toEqual([`+${defaultOrgId}`]);
    second.leave();
    second.leave();
    expect(watched).toEqual([`+${defaultOrgId}`, `-${defaultOrgId}`]);
    join(otherOrgId);
    hub.close();
    expect(watched.slice(2)).toEqual([`+${otherOrgId}`, `-${otherOrgId}`]);
    expect(stream.listeners()).toBe(0);
  });
});
