import type { CallId, OrgId } from '@allo/contracts';
import type { LiveCall, LiveRegistry } from '@allo/contracts/ports';

/** The calls of this process, which is the only node. They die with it, so nothing needs renewing. */
export function createMemoryLiveRegistry({ nodeId }: { nodeId: string }): LiveRegistry {
  const organisations = new Map<OrgId, Map<CallId, LiveCall>>();
  return {
    ttlMs: 0,
    async register(call) {
      const calls = organisations.get(call.orgId) ?? new Map<CallId, LiveCall>();
      organisations.set(call.orgId, calls);
      calls.set(call.callId, { ...call, nodeId });
    },
    find: async (orgId, callId) => organisations.get(orgId)?.get(callId) ?? null,
    list: async (orgId) => [...(organisations.get(orgId)?.values() ?? [])].toSorted(oldestFirst),
    async remove(orgId, callId) {
      const calls = organisations.get(orgId);
      calls?.delete(callId);
      if (calls?.size === 0) organisations.delete(orgId);
    },
    state: () => ({ state: 'ok' }),
    close: async () => organisations.clear(),
  };
}

/** The order of a list of live calls. */
export function oldestFirst(a: LiveCall, b: LiveCall): number {
  return Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.callId < b.callId ? -1 : 1);
}
