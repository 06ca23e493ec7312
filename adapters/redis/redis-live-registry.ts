import type { CallId, OrgId } from '@allo/contracts';
import type { LiveCall, LiveRegistry } from '@allo/contracts/ports';
import type { Clock, Ids, Timer } from '@allo/kernel';
import { createMemoryLiveRegistry } from '../memory/index.ts';
import { oldestFirst } from '../memory/memory-live-registry.ts';
import type { RedisConnection } from './redis-connection.ts';

export interface RedisLiveRegistryOptions {
  redis: RedisConnection;
  /** Processes may share it: each knows its own calls by a mark that is not told. */
  nodeId: string;
  clock: Clock;
  ids: Ids;
  /** How long the call of a dead node is still seen; renewed three times within it. */
  ttlMs?: number;
}

/** Braces keep all keys of an organisation in one slot of a cluster. */
const indexKey = (orgId: OrgId): string => `allo:{org:${orgId}}:live`;
const callKey = (orgId: OrgId, callId: CallId): string => `${indexKey(orgId)}:${callId}`;

/** Each call is a key that dies unless its node renews it, and a member of its organisation's index. */
export function createRedisLiveRegistry(options: RedisLiveRegistryOptions): LiveRegistry {
  const { redis, nodeId, clock, ttlMs = 15_000 } = options;
  const self = options.ids.uuid();
  const own = createMemoryLiveRegistry({ nodeId });
  const organisations = new Set<OrgId>();
  let heartbeat: Timer | null = null;
  let closing: Promise<void> | null = null;

  const write = async (calls: readonly LiveCall[]): Promise<void> => {
    if (calls.length === 0) return;
    await redis.run((client) => {
      const pipeline = client.pipeline();
      for (const call of calls) {
        pipeline.set(callKey(call.orgId, call.callId), JSON.stringify({ ...call, by: self }), 'PX', ttlMs);
        pipeline.sadd(indexKey(call.orgId), call.callId);
        // The index of an organisation without living calls goes by itself.
        pipeline.pexpire(indexKey(call.orgId), ttlMs * 2);
      }
      return allDone(pipeline.exec());
    });
  };
  const writeOwn = async (): Promise<void> => {
    for (const orgId of organisations) {
      const calls = await own.list(orgId);
      if (calls.length === 0) organisations.delete(orgId);
      await write(calls);
    }
  };
  const beat = (): void => {
    heartbeat = clock.setTimer(ttlMs / 3, () => {
      void writeOwn().finally(() => {
        if (!closing) beat();
      });
    });
  };
  const forget = async (orgId: OrgId, callIds: readonly CallId[]): Promise<void> => {
    if (callIds.length === 0) return;
    await redis.run((client) => {
      const pipeline = client.pipeline();
      for (const callId of callIds) pipeline.del(callKey(orgId, callId));
      pipeline.srem(indexKey(orgId), ...callIds);
      return allDone(pipeline.exec());
    });
  };

  redis.onRecovered(() => void writeOwn());
  beat();

  return {
    ttlMs,
    async register(call) {
      if (closing) return;
      await own.register(call);
      organisations.add(call.orgId);
      await write([{ ...call, nodeId }]);
    },
    async find(orgId, callId) {
      const mine = await own.find(orgId, callId);
      if (mine) return mine;
      const text = await redis.run((client) => client.get(callKey(orgId, callId)));
      const other = readCall(text, orgId);
      return other && other.by !== self ? other.call : null;
    },
    async list(orgId) {
      const mine = await own.list(orgId);
      const others = await redis.run(async (client) => {
        const callIds = await client.smembers(indexKey(orgId));
        if (callIds.length === 0) return [];
        return client.mget(callIds.map((callId) => callKey(orgId, callId as CallId)));
      });
      const calls = new Map<CallId, LiveCall>();
      // What this node knows of itself is newer than what it told last.
      for (const text of others ?? []) {
        const other = readCall(text, orgId);
        if (other && other.by !== self) calls.set(other.call.callId, other.call);
      }
      for (const call of mine) calls.set(call.callId, call);
      return [...calls.values()].toSorted(oldestFirst);
    },
    async remove(orgId, callId) {
      if (!(await own.find(orgId, callId))) return;
      await own.remove(orgId, callId);
      await forget(orgId, [callId]);
    },
    state: () => redis.state(),
    close: () => (closing ??= close()),
  };

  async function close(): Promise<void> {
    heartbeat?.cancel();
    for (const orgId of organisations) {
      const calls = await own.list(orgId);
      const callIds = calls.map(({ callId }) => callId);
      await forget(orgId, callIds);
    }
    await own.close();
  }
}

/** A pipeline answers with the failures of its commands; one of them fails the whole. */
async function allDone(answers: Promise<Array<[Error | null, unknown]> | null>): Promise<true> {
  for (const [error] of (await answers) ?? []) if (error) throw error;
  return true;
}

/** What a process wrote, and its mark; anything else counts as absent. */
function readCall(text: string | null, orgId: OrgId): { call: LiveCall; by: string } | null {
  if (text === null) return null;
  try {
    const { by, ...call } = JSON.parse(text) as Partial<LiveCall & { by: string }>;
    const isWhole = [by, call.callId, call.nodeId, call.startedAt].every((one) => typeof one === 'string');
    return isWhole && call.orgId === orgId ? { call: call as LiveCall, by: by as string } : null;
  } catch {
    return null;
  }
}
