import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createTenantDatabase } from '@allo/adapters/postgres';
import { tellOf } from '@allo/business';
import type { CallId, OrgId } from '@allo/contracts';
import { createIds, createSystemClock } from '@allo/kernel';
import type pg from 'pg';
import type { ApiClient } from './api-client.ts';
import { percentile } from './bench.ts';
import type { FollowersOrder, FollowersReport } from './live-followers.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const wallMs = () => performance.timeOrigin + performance.now();
const betweenMs = 100;

export interface FanOutReport {
  /** From before the COMMIT to the bytes, every event at every follower. */
  tookMs: number[];
  /** The same, of each event at the follower that got it last. */
  lastMs: number[];
  missing: number;
  clientLateP95Ms: number;
}

/** Events of calls, committed here one after the other, as they reach many live screens in a process of their own. */
export async function measureFanOut(order: {
  client: ApiClient;
  pool: pg.Pool;
  orgId: string;
  callIds: readonly string[];
  followers: number;
  events: number;
}): Promise<FanOutReport> {
  const { client, pool, orgId, callIds, followers, events } = order;
  const address = new URL(client.baseUrl);
  const child = fork(new URL('./live-followers.ts', import.meta.url), { execArgv: [] });
  try {
    child.send({
      host: address.hostname,
      port: Number(address.port),
      path: '/v1/live?topics=calls,call-events',
      headers: client.credentials,
      followers,
    } satisfies FollowersOrder);
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('the followers ended'))),
    ]);
    const committedAtMs = new Map<string, number>();
    const db = createTenantDatabase(pool);
    for (let index = 0; index < events; index++) {
      const id = ids.uuid();
      await db.inOrganisation(orgId, async (tx) => {
        await tellOf(tx, orgId as OrgId, [
          spoken(id, orgId, callIds[index % callIds.length] as string, index),
        ]);
        committedAtMs.set(id, wallMs());
      });
      await clock.sleep(betweenMs);
    }
    await clock.sleep(2_000);
    child.send('report');
    const [report] = (await once(child, 'message')) as [FollowersReport];
    const took = [...committedAtMs].map(([id, atMs]) =>
      (report.receivedAtMs[id] ?? []).map((got) => got - atMs),
    );
    return {
      tookMs: took.flat(),
      lastMs: took.filter((one) => one.length > 0).map((one) => Math.max(...one)),
      missing: took.reduce((sum, one) => sum + followers - one.length, 0),
      clientLateP95Ms: percentile(report.ownLateMs, 0.95),
    };
  } finally {
    child.kill();
  }
}

function spoken(id: string, orgId: string, callId: string, index: number) {
  return {
    id,
    orgId: orgId as OrgId,
    callId: callId as CallId,
    seq: 1000 + index,
    at: new Date(clock.wallTime()).toISOString(),
    type: 'call.user_spoke' as const,
    data: {
      turn: `t${index}`,
      speaker: 'caller' as const,
      text: 'Запишите меня на пятницу',
      source: 'stt' as const,
      startMs: 0,
      endMs: 1000,
    },
  };
}
