import { createMemoryFanOut, createMemoryLiveRegistry } from '@allo/adapters/memory';
import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent, EventType } from '@allo/contracts/events';
import { createSilentLog } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createLiveCalls } from './live-calls.ts';

const orgId = 'org-1' as OrgId;
const other = 'org-2' as OrgId;
const callId = 'call-1' as CallId;
const event = (type: EventType): AlloEvent =>
  ({
    id: 'e',
    orgId,
    callId,
    seq: 1,
    at: '2026-03-02T09:00:00.000Z',
    type,
    data: {},
  }) as unknown as AlloEvent;

/** Two nodes as one registry and one fan-out join them; only the first carries calls. */
function twoNodes() {
  const registry = createMemoryLiveRegistry({ nodeId: 'node-1' });
  const fanOut = createMemoryFanOut({ log: createSilentLog() });
  const hungUp: string[] = [];
  const live = new Set<string>();
  const voice = createLiveCalls({
    registry,
    fanOut,
    hangUpHere: (org, call) => {
      if (org !== orgId || !live.has(call)) return false;
      hungUp.push(call);
      return true;
    },
  });
  const api = createLiveCalls({ registry, fanOut, hangUpHere: () => false });
  const tell = (type: EventType) => {
    if (type === 'call.initiated') live.add(callId);
    voice.onEvent(event(type));
  };
  return { voice, api, tell, hungUp, fanOut };
}

describe('live calls', () => {
  it('from the first to the last event / seen from every node, by their organisation alone', async () => {
    const { api, tell } = twoNodes();
    expect(await api.count(orgId)).toBe(0);
    tell('call.initiated');
    tell('call.answered');
    expect([await api.count(orgId), await api.count(other)]).toEqual([1, 0]);
    tell('call.ended');
    expect(await api.count(orgId)).toBe(0);
  });

  it('hung up on the node that carries it / at once', async () => {
    const { voice, tell, hungUp } = twoNodes();
    tell('call.initiated');
    expect(await voice.hangUp(orgId, callId)).toBe(true);
    expect(hungUp).toEqual([callId]);
  });

  it('hung up from another node / reaches the node that carries it', async () => {
    const { api, tell, hungUp } = twoNodes();
    tell('call.initiated');
    expect(await api.hangUp(orgId, callId)).toBe(true);
    await Promise.resolve();
    expect(hungUp).toEqual([callId]);
  });

  it('of another organisation, or over / there is none', async () => {
    const { api, tell, hungUp } = twoNodes();
    tell('call.initiated');
    expect(await api.hangUp(other, callId)).toBe(false);
    tell('call.ended');
    expect(await api.hangUp(orgId, callId)).toBe(false);
    await Promise.resolve();
    expect(hungUp).toEqual([]);
  });

  it('a message that is no command / does nothing', async () => {
    const { tell, hungUp, fanOut } = twoNodes();
    tell('call.initiated');
    for (const message of [null, 'hang-up', { type: 'transfer' }]) {
      fanOut.publish({ orgId, name: `call:${callId}` }, message);
    }
    await Promise.resolve();
    expect(hungUp).toEqual([]);
  });
});
