import type { OrgId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { agents, skillbaseVersions } from '../schema/index.ts';

export interface NewVersion {
  orgId: OrgId;
  body: Skillbase;
  version: number;
  origin: 'shipped' | 'file' | 'edited';
  checksum: string;
  createdAt: Date;
}

/** Makes a version the one that answers calls; the one before it is archived. Creates the agent with its first. */
export async function publishVersion(tx: Db, made: NewVersion): Promise<void> {
  const { orgId, body, version, origin, checksum, createdAt } = made;
  const { id, name, description, language } = body;
  const described = { name, description, language, publishedVersion: version, updatedAt: createdAt };
  await tx
    .insert(agents)
    .values({ orgId, id, createdAt, ...described })
    .onConflictDoUpdate({ target: [agents.orgId, agents.id], set: described });
  await tx
    .update(skillbaseVersions)
    .set({ status: 'archived' })
    .where(
      and(
        eq(skillbaseVersions.orgId, orgId),
        eq(skillbaseVersions.agentId, id),
        eq(skillbaseVersions.status, 'published'),
      ),
    );
  await tx.insert(skillbaseVersions).values({
    orgId,
    agentId: id,
    version,
    status: 'published',
    origin,
    checksum,
    body,
    createdAt,
    publishedAt: createdAt,
  });
}
