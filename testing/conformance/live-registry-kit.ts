import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { CallId, OrgId } from '@allo/contracts';
import type { LiveRegistry } from '@allo/contracts/ports';
import { type ConformanceCase, registerCases } from './conformance-case.ts';
import { eventually, nodeCase, type NodeHarness, type NodeSubject } from './node-subject.ts';

type Subject = NodeSubject<LiveRegistry>;

/** Registers the conformance cases of a registry of live calls with vitest. */
export function liveRegistryKit(name: string, harness: NodeHarness<LiveRegistry>): void {
  registerCases(name, liveRegistryCases(harness));
}

/** The claims every {@link LiveRegistry} must keep. */
export function liveRegistryCases(harness: NodeHarness<LiveRegistry>): ConformanceCase[] {
  const on = (name: string, check: (subject: Subject) => Promise<void>) => nodeCase(harness, name, check);
  return [
    on('calls / found, listed oldest first, removed', keepsCalls),
    on('another organisation / sees none of them', keepsOrganisationsApart),
    on('a call registered again / is there once', replaces),
    ...(harness.hasNodes
      ? [
          on('another node / sees the call and whose it is', crossesNodes),
          on('a node that died / its calls vanish, those of the living stay', forgetsTheDead),
          on('a node that closed / took its calls along', removesOnClose),
        ]
      : []),
  ];
}

const organisation = (): OrgId => randomUUID() as OrgId;
const callOf = (orgId: OrgId, minute: number) => ({
  orgId,
  callId: randomUUID() as CallId,
  startedAt: `2026-03-02T09:0${minute}:00.000Z`,
});

async function keepsCalls({ adapter }: Subject): Promise<void> {
  const orgId = organisation();
  const calls = [callOf(orgId, 2), callOf(orgId, 0), callOf(orgId, 1)] as const;
  for (const call of calls) await adapter.register(call);
  const listed = await adapter.list(orgId);
  assert.deepEqual(
    listed.map(({ callId }) => callId),
    [calls[1].callId, calls[2].callId, calls[0].callId],
  );
  assert.deepEqual(await adapter.find(orgId, calls[1].callId), listed[0]);
  assert.deepEqual({ ...calls[1], nodeId: listed[0]?.nodeId }, listed[0]);
  await adapter.remove(orgId, calls[1].callId);
  await adapter.remove(orgId, calls[1].callId);
  assert.equal(await adapter.find(orgId, calls[1].callId), null);
  assert.equal((await adapter.list(orgId)).length, 2);
}

async function keepsOrganisationsApart({ adapter }: Subject): Promise<void> {
  const [orgId, other] = [organisation(), organisation()];
  const call = callOf(orgId, 0);
  await adapter.register(call);
  assert.equal(await adapter.find(other, call.callId), null);
  assert.deepEqual(await adapter.list(other), []);
  await adapter.remove(other, call.callId);
  assert.ok(await adapter.find(orgId, call.callId), 'another organisation cannot remove it');
}

async function replaces({ adapter }: Subject): Promise<void> {
  const call = callOf(organisation(), 0);
  await adapter.register(call);
  const later = { ...call, startedAt: '2026-03-02T09:30:00.000Z' };
  await adapter.register(later);
  const listed = await adapter.list(call.orgId);
  assert.deepEqual(
    listed.map(({ startedAt }) => startedAt),
    [later.startedAt],
  );
}

async function crossesNodes({ adapter, another }: Subject): Promise<void> {
  const other = await another?.();
  assert.ok(other, 'there is another node');
  const orgId = organisation();
  const [mine, theirs] = [callOf(orgId, 0), callOf(orgId, 1)];
  await adapter.register(mine);
  await other.register(theirs);
  const seen = await adapter.list(orgId);
  assert.deepEqual(await other.list(orgId), seen);
  assert.deepEqual(
    seen.map(({ callId }) => callId),
    [mine.callId, theirs.callId],
  );
  assert.notEqual(seen[0]?.nodeId, seen[1]?.nodeId);
  await adapter.remove(orgId, theirs.callId);
  assert.ok(await adapter.find(orgId, theirs.callId), 'a call of another node is not ours to remove');
  await other.remove(orgId, theirs.callId);
  assert.equal(await adapter.find(orgId, theirs.callId), null);
}

async function forgetsTheDead(subject: Subject): Promise<void> {
  const { adapter, another, kill, elapse } = subject;
  const mortal = await another?.();
  assert.ok(mortal && kill, 'there is another node, and it can die');
  const orgId = organisation();
  const [mine, theirs] = [callOf(orgId, 0), callOf(orgId, 1)];
  await adapter.register(mine);
  await mortal.register(theirs);
  await elapse(adapter.ttlMs * 2);
  assert.equal((await adapter.list(orgId)).length, 2, 'the living renew their calls');
  await kill(mortal);
  await eventually(subject, async () => (await adapter.list(orgId)).length === 1, 'the dead vanish');
  assert.equal(await adapter.find(orgId, theirs.callId), null);
  assert.ok(await adapter.find(orgId, mine.callId), 'the living stay');
}

async function removesOnClose({ adapter, another }: Subject): Promise<void> {
  const other = await another?.();
  assert.ok(other, 'there is another node');
  const orgId = organisation();
  await other.register(callOf(orgId, 0));
  assert.equal((await adapter.list(orgId)).length, 1);
  await other.close();
  await other.close();
  assert.deepEqual(await adapter.list(orgId), []);
}
