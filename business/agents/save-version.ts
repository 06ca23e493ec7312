import { createHash } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import { AppError } from '@allo/kernel';
import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { agents, skillbaseVersions } from '../schema/index.ts';
import { type AgentView, findAgent } from './agent-view.ts';
import { lockAgent } from './lock-agent.ts';
import { publishStored } from './publish-stored.ts';
import { tellPublished } from './tell-published.ts';

export interface NewVersionOptions {
  note: string;
  /** Lets it answer calls at once. */
  publish: boolean;
}

/** What became of a saved skillbase. */
export interface SavedVersion {
  agent: AgentView;
  version: number;
}

/** A new agent with version 1. Throws `conflict` when its id is taken. */
export async function createAgent(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  orgId: OrgId,
  actor: Actor,
  body: Skillbase,
  options: NewVersionOptions,
): Promise<SavedVersion> {
  const now = new Date(deps.clock.wallTime());
  return deps.db.inOrganisation(orgId, async (tx) => {
    const { id, name, description, language } = body;
    const made = await tx
      .insert(agents)
      .values({ orgId, id, name, description, language, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning({ id: agents.id });
    if (made.length === 0) {
      const cure = 'change the id in the skillbase, or add a version to that agent.';
      throw new AppError('conflict', `There is an agent “${id}” already: ${cure}`);
    }
    await insertVersion(tx, orgId, actor, { body, version: 1, note: options.note, createdAt: now });
    if (options.publish) await publishStored(tx, orgId, id, 1, now);
    const agent = (await findAgent(tx, orgId, id)) as AgentView;
    const target = { kind: 'agent', id };
    await recordChange(tx, orgId, actor, { action: 'agent.created', target, after: agent });
    if (options.publish) await tellPublished(tx, deps, orgId, agent, 1);
    return { agent, version: 1 };
  });
}

/** One more version of an agent. Throws `not_found`, and `bad_request` for the skillbase of another agent. */
export async function addVersion(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  orgId: OrgId,
  actor: Actor,
  agentId: string,
  body: Skillbase,
  options: NewVersionOptions,
): Promise<SavedVersion> {
  const now = new Date(deps.clock.wallTime());
  return deps.db.inOrganisation(orgId, async (tx) => {
    const before = await lockAgent(tx, orgId, agentId);
    if (body.id !== agentId) {
      const message = `id: is “${body.id}”, but the agent is “${agentId}”; write that, or create another agent`;
      throw new AppError('skillbase_invalid', message);
    }
    const version = (await newestVersion(tx, orgId, agentId)) + 1;
    await insertVersion(tx, orgId, actor, { body, version, note: options.note, createdAt: now });
    if (options.publish) await publishStored(tx, orgId, agentId, version, now);
    const agent = (await findAgent(tx, orgId, agentId)) as AgentView;
    const action = options.publish ? 'agent.published' : 'agent.version_added';
    await recordChange(tx, orgId, actor, {
      action,
      target: { kind: 'agent', id: agentId },
      before,
      after: agent,
    });
    if (options.publish) await tellPublished(tx, deps, orgId, agent, version);
    return { agent, version };
  });
}

async function newestVersion(tx: Db, orgId: OrgId, agentId: string): Promise<number> {
  const [newest] = await tx
    .select({ version: skillbaseVersions.version })
    .from(skillbaseVersions)
    .where(and(eq(skillbaseVersions.orgId, orgId), eq(skillbaseVersions.agentId, agentId)))
    .orderBy(desc(skillbaseVersions.version))
    .limit(1);
  return newest?.version ?? 0;
}

async function insertVersion(
  tx: Db,
  orgId: OrgId,
  actor: Actor,
  made: { body: Skillbase; version: number; note: string; createdAt: Date },
): Promise<void> {
  const { body, version, note, createdAt } = made;
  const checksum = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  await tx.insert(skillbaseVersions).values({
    orgId,
    agentId: body.id,
    version,
    status: 'draft',
    origin: 'edited',
    checksum,
    body,
    createdAt,
    note,
    authorName: actor.name,
  });
}
