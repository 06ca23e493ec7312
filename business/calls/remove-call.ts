import type { CallId, OrgId } from '@allo/contracts';
import type { ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { recordingKey } from '../recordings/recording-key.ts';
import { transcriptKey } from '../recordings/transcript-key.ts';
import { calls, leads } from '../schema/index.ts';

/**
 * Removes a call that is over with its recording, transcript and events; its lead stays. Objects go first: whoever
 * repeats after a crash finds the call again, never an object without it. Throws `not_found`, and `conflict` while it
 * goes on.
 */
export async function removeCall(
  { db, objects }: Pick<Deps, 'db'> & { objects: Pick<ObjectStore, 'remove'> },
  orgId: OrgId,
  actor: Actor,
  callId: CallId,
): Promise<void> {
  await db.inOrganisation(orgId, (tx) => endedCall(tx, orgId, callId));
  await objects.remove(recordingKey(orgId, callId));
  await objects.remove(transcriptKey(orgId, callId));
  await db.inOrganisation(orgId, async (tx) => {
    const { startedAt, agentId } = await endedCall(tx, orgId, callId);
    await tx
      .update(leads)
      .set({ callId: null })
      .where(and(eq(leads.orgId, orgId), eq(leads.callId, callId)));
    await tx.delete(calls).where(and(eq(calls.orgId, orgId), eq(calls.id, callId)));
    const before = { startedAt: startedAt.toISOString(), agentId };
    await recordChange(tx, orgId, actor, {
      action: 'call.removed',
      target: { kind: 'call', id: callId },
      before,
    });
  });
}

/** Writes down who ended a call from outside. */
export async function recordHangUp(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  callId: CallId,
): Promise<void> {
  await db.inOrganisation(orgId, (tx) =>
    recordChange(tx, orgId, actor, { action: 'call.hung_up', target: { kind: 'call', id: callId } }),
  );
}

async function endedCall(tx: Db, orgId: OrgId, callId: CallId) {
  const [call] = await tx
    .select({ state: calls.state, startedAt: calls.startedAt, agentId: calls.agentId })
    .from(calls)
    .where(and(eq(calls.orgId, orgId), eq(calls.id, callId)));
  if (!call) throw new AppError('not_found', 'There is no such call.');
  if (call.state === 'ringing' || call.state === 'active') {
    throw new AppError('conflict', 'The call goes on: hang it up first, or wait.');
  }
  return call;
}
