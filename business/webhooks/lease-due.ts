import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { and, asc, eq, inArray, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { type WebhookDeliveryRow, webhookDeliveries, webhookEndpoints } from '../schema/index.ts';
import { openSecret } from '../secrets/secrets.ts';
import { chooseFairly, type Limits } from './choose-fairly.ts';
import { previousSecretName, secretName } from './endpoint-secret.ts';
import type { InFlight } from './in-flight.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** A delivery this process may send until its lease runs out. */
export interface LeasedDelivery
  extends Pick<WebhookDeliveryRow, 'id' | 'endpointId' | 'messageId' | 'eventType' | 'body'> {
  orgId: OrgId;
  lease: string;
  url: string;
  /** That sign it; empty when they cannot be read. */
  secrets: string[];
}

export interface LeaseOptions {
  limits: Limits;
  /** After so long somebody else sends it: longer than any request may take. */
  leaseMs: number;
}

type LeaseDeps = Pick<WebhookDeps, 'db' | 'clock' | 'ids' | 'masterKeys' | 'log'>;

/** Takes due deliveries as far as there is room, evenly over organisations; nobody else takes the same. */
export function leaseDue(
  deps: LeaseDeps,
  inFlight: InFlight,
  { limits, leaseMs }: LeaseOptions,
): Promise<LeasedDelivery[]> {
  const { db, clock, ids } = deps;
  return db.acrossOrganisations('the webhook dispatcher takes due deliveries', async (tx) => {
    const nowMs = clock.wallTime();
    const candidates = await dueCandidates(tx, new Date(nowMs), inFlight, limits);
    const chosen = chooseFairly(candidates, inFlight, limits);
    if (chosen.length === 0) return [];
    const lease = ids.token();
    const leased = await lockAndLease(tx, chosen, {
      now: new Date(nowMs),
      until: new Date(nowMs + leaseMs),
      lease,
    });
    const secrets = new Map<string, string[]>();
    for (const row of leased)
      if (!secrets.has(row.endpointId)) secrets.set(row.endpointId, await secretsOf(deps, tx, row));
    return leased.map((row) => ({ ...row, lease, secrets: secrets.get(row.endpointId) ?? [] }));
  });
}

/**
 * The oldest of every endpoint that is on, not paused and has room here, in turns: the first of each organisation,
 * then the second of each. A long queue of one never hides the short one of another.
 */
function dueCandidates(tx: Db, now: Date, inFlight: InFlight, limits: Limits) {
  const due = tx
    .select({
      orgId: webhookDeliveries.orgId,
      id: webhookDeliveries.id,
      endpointId: webhookDeliveries.endpointId,
      dueAt: webhookDeliveries.dueAt,
    })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.orgId, webhookEndpoints.orgId),
        eq(webhookDeliveries.endpointId, webhookEndpoints.id),
        eq(webhookDeliveries.state, 'pending'),
        lte(webhookDeliveries.dueAt, now),
      ),
    )
    .orderBy(asc(webhookDeliveries.dueAt))
    .limit(limits.perEndpoint)
    .as('due');
  const fullEndpoints = inFlight.full(limits.perEndpoint);
  const fullOrganisations = inFlight.full(limits.perOrganisation);
  const ranked = tx
    .select({
      orgId: due.orgId,
      id: due.id,
      endpointId: due.endpointId,
      dueAt: due.dueAt,
      rank: sql<number>`row_number() OVER (PARTITION BY ${due.orgId} ORDER BY ${due.dueAt}, ${due.id})`.as(
        'rank',
      ),
    })
    .from(webhookEndpoints)
    .crossJoinLateral(due)
    .where(
      and(
        eq(webhookEndpoints.isEnabled, true),
        or(isNull(webhookEndpoints.pausedUntil), lte(webhookEndpoints.pausedUntil, now)),
        fullEndpoints.length > 0 ? notInArray(webhookEndpoints.id, fullEndpoints) : undefined,
        fullOrganisations.length > 0 ? notInArray(webhookEndpoints.orgId, fullOrganisations) : undefined,
      ),
    )
    .as('ranked');
  return tx
    .select({ orgId: ranked.orgId, id: ranked.id, endpointId: ranked.endpointId })
    .from(ranked)
    .where(lte(ranked.rank, limits.perOrganisation))
    .orderBy(asc(ranked.rank), asc(ranked.dueAt))
    .limit(limits.total);
}

async function lockAndLease(
  tx: Db,
  chosen: ReadonlyArray<{ orgId: string; id: string }>,
  { now, until, lease }: { now: Date; until: Date; lease: string },
) {
  const those = and(
    inArray(webhookDeliveries.orgId, [...new Set(chosen.map(({ orgId }) => orgId))]),
    inArray(
      webhookDeliveries.id,
      chosen.map(({ id }) => id),
    ),
  );
  const free = await tx
    .select({
      orgId: webhookDeliveries.orgId,
      id: webhookDeliveries.id,
      endpointId: webhookDeliveries.endpointId,
      messageId: webhookDeliveries.messageId,
      eventType: webhookDeliveries.eventType,
      body: webhookDeliveries.body,
      url: webhookEndpoints.url,
      previousSecretUntil: webhookEndpoints.previousSecretUntil,
    })
    .from(webhookDeliveries)
    .innerJoin(
      webhookEndpoints,
      and(
        eq(webhookEndpoints.orgId, webhookDeliveries.orgId),
        eq(webhookEndpoints.id, webhookDeliveries.endpointId),
      ),
    )
    .where(and(those, eq(webhookDeliveries.state, 'pending'), lte(webhookDeliveries.dueAt, now)))
    .for('update', { of: webhookDeliveries, skipLocked: true });
  if (free.length > 0)
    await tx
      .update(webhookDeliveries)
      .set({ lease, dueAt: until })
      .where(
        and(
          those,
          inArray(
            webhookDeliveries.id,
            free.map(({ id }) => id),
          ),
        ),
      );
  return free.map(({ previousSecretUntil, ...row }) => ({
    ...row,
    orgId: row.orgId as OrgId,
    hasPreviousSecret: previousSecretUntil !== null && previousSecretUntil > now,
  }));
}

async function secretsOf(
  deps: LeaseDeps,
  tx: Db,
  { orgId, endpointId, hasPreviousSecret }: { orgId: OrgId; endpointId: string; hasPreviousSecret: boolean },
): Promise<string[]> {
  const names = [secretName(endpointId), ...(hasPreviousSecret ? [previousSecretName(endpointId)] : [])];
  const secrets: string[] = [];
  for (const name of names) {
    try {
      const secret = await openSecret(deps, tx, orgId, name);
      if (secret !== null) secrets.push(secret);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'secret_unreadable') throw error;
      deps.log.error({ orgId, endpointId, detail: error.detail }, 'a webhook cannot be signed');
    }
  }
  return secrets;
}
