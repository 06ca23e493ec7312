import type { CallId, OrgId } from '@allo/contracts';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startRedis } from '../../testing/integration/index.ts';
import { freePort } from '../../testing/server/index.ts';
import {
  createRedisFanOut,
  createRedisLiveRegistry,
  createRedisRateLimiter,
  RedisConnection,
} from './index.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();
const windowMs = 600_000;
const orgId = '01900000-0000-7000-8000-000000000001' as OrgId;
const news = { orgId, name: 'calls' };
const call = { orgId, callId: 'call-1' as CallId, startedAt: '2026-03-02T09:00:00.000Z' };
const patience = { timeout: 20_000, interval: 20 };

/** Everything a node shares through one Redis. */
function openNode(url: string) {
  const redis = new RedisConnection({ url, clock, log });
  const limiter = createRedisRateLimiter({ redis, clock, ids });
  const registry = createRedisLiveRegistry({ redis, nodeId: ids.uuid(), clock, ids, ttlMs: 3000 });
  const fanOut = createRedisFanOut({ redis, ids, log });
  const heard: unknown[] = [];
  fanOut.subscribe(news, (message) => heard.push(message));
  const close = async (): Promise<void> => {
    await Promise.all([limiter.close(), registry.close(), fanOut.close()]);
    redis.close();
  };
  return { redis, limiter, registry, fanOut, heard, close };
}

describe.skipIf(!process.env.REDIS_URL_TEST)('Redis that goes away', () => {
  let port: number;
  let server: { close(): Promise<void> };
  let nodes: Array<ReturnType<typeof openNode>>;

  const start = async (): Promise<void> => {
    const answer = await startRedis({ port });
    if (!answer.isRunning) throw new Error(answer.reason);
    server = answer;
  };
  const open = () => {
    const node = openNode(`redis://127.0.0.1:${port}`);
    nodes.push(node);
    return node;
  };
  const isBack = () =>
    vi.waitFor(
      () => expect(nodes.map(({ redis }) => redis.state().state)).toEqual(nodes.map(() => 'ok')),
      patience,
    );

  beforeEach(async () => {
    port = await freePort();
    nodes = [];
    await start();
  });
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await server.close();
  });

  it('killed and started again / every node goes on alone, then together again', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([one.redis.tried(), two.redis.tried()]);
    await one.registry.register(call);
    const take = (node: typeof one) => node.limiter.take('org:1:user:1', { limit: 3, windowMs });
    expect([(await take(one)).remaining, (await take(two)).remaining]).toEqual([2, 1]);

    await server.close();
    await vi.waitFor(
      () => expect(one.registry.state()).toMatchObject({ state: 'degraded', reason: 'unreachable' }),
      patience,
    );
    // Each goes on from what itself had allowed.
    expect([(await take(one)).remaining, (await take(one)).remaining]).toEqual([1, 0]);
    expect((await take(one)).isAllowed).toBe(false);
    expect(await one.registry.list(orgId)).toHaveLength(1);
    await vi.waitFor(() => expect(two.redis.state().state).toBe('degraded'), patience);
    expect(await two.registry.list(orgId)).toEqual([]);
    one.fanOut.publish(news, 'alone');
    await vi.waitFor(() => expect(one.heard).toEqual(['alone']), patience);

    await start();
    await isBack();
    // Told anew: the new server knows nothing.
    await vi.waitFor(async () => expect(await two.registry.list(orgId)).toHaveLength(1), patience);
    await vi.waitFor(() => {
      one.fanOut.publish(news, 'together');
      expect(two.heard).toContain('together');
    }, patience);
    expect(two.heard).not.toContain('alone');
    expect([(await take(one)).remaining, (await take(two)).remaining]).toEqual([2, 1]);
  });

  it('absent at the start / begins alone, joins when it comes', async () => {
    await server.close();
    const node = open();
    await node.redis.tried();
    expect(node.redis.state()).toMatchObject({ state: 'degraded', reason: 'unreachable' });
    expect((await node.limiter.take('k', { limit: 1, windowMs })).isAllowed).toBe(true);
    await node.registry.register(call);
    await start();
    await isBack();
    const other = open();
    await vi.waitFor(async () => expect(await other.registry.list(orgId)).toHaveLength(1), patience);
  });

  it('frozen / answers come without it, and from it when it thaws', async () => {
    const node = open();
    await node.redis.tried();
    const info = await node.redis.run((client) => client.info('server'));
    const pid = Number(/process_id:(\d+)/.exec(info ?? '')?.[1]);
    process.kill(pid, 'SIGSTOP');
    try {
      expect((await node.limiter.take('k', { limit: 5, windowMs })).isAllowed).toBe(true);
      expect(node.redis.state()).toMatchObject({ state: 'degraded', reason: 'slow' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await isBack();
  });

  it('a password it does not take / is said to be refused', async () => {
    const stranger = openNode(`redis://nobody:wrong@127.0.0.1:${port}`);
    nodes.push(stranger);
    await vi.waitFor(
      () => expect(stranger.redis.state()).toMatchObject({ state: 'degraded', reason: 'refused' }),
      patience,
    );
    expect((await stranger.limiter.take('k', { limit: 1, windowMs })).isAllowed).toBe(true);
  });
});
