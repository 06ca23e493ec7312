import type { OrgId } from '@allo/contracts';
import type { PageQuery, VersionChange, VersionSummary } from '@allo/contracts/http';
import type { Skillbase } from '@allo/contracts/skillbase';
import { AppError } from '@allo/kernel';
import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { decodeKeyCursor, encodeKeyCursor } from '../key-cursor.ts';
import { agents, skillbaseVersions } from '../schema/index.ts';
import { versionView } from './agent-view.ts';
import { compareSkillbases } from './compare-skillbases.ts';
import { noSuchAgent } from './get-agent.ts';
import { noSuchVersion } from './publish-stored.ts';

const { body: _body, checksum: _checksum, ...facts } = getTableColumns(skillbaseVersions);
const ofAgent = (orgId: OrgId, agentId: string) =>
  and(eq(skillbaseVersions.orgId, orgId), eq(skillbaseVersions.agentId, agentId));

/** Newest first. Throws `not_found`, and `bad_request` on a foreign cursor. */
export async function listVersions(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  agentId: string,
  { cursor, limit }: PageQuery,
): Promise<{ items: VersionSummary[]; nextCursor: string | null }> {
  const before = cursor === undefined ? null : versionOf(decodeKeyCursor(cursor));
  return db.inOrganisation(orgId, async (tx) => {
    await requireAgent(tx, orgId, agentId);
    const rows = await tx
      .select(facts)
      .from(skillbaseVersions)
      .where(
        and(ofAgent(orgId, agentId), before === null ? undefined : lt(skillbaseVersions.version, before)),
      )
      .orderBy(desc(skillbaseVersions.version))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      items: page.map(versionView),
      nextCursor: last ? encodeKeyCursor(String(last.version)) : null,
    };
  });
}

function versionOf(key: string): number {
  if (!/^\d{1,9}$/.test(key)) throw new AppError('bad_request', 'The cursor is not one of this list.');
  return Number(key);
}

/** `published`: the one that answers calls. Throws `not_found`. */
export async function getVersion(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  agentId: string,
  version: number | 'published',
): Promise<VersionSummary & { skillbase: Skillbase }> {
  return db.inOrganisation(orgId, (tx) => readVersion(tx, orgId, agentId, version));
}

/** What `version` has otherwise than `against`. Throws `not_found`. */
export async function compareVersions(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  agentId: string,
  version: number,
  against: number,
): Promise<VersionChange[]> {
  return db.inOrganisation(orgId, async (tx) => {
    const before = await readVersion(tx, orgId, agentId, against);
    const after = await readVersion(tx, orgId, agentId, version);
    return compareSkillbases(before.skillbase, after.skillbase);
  });
}

async function readVersion(tx: Db, orgId: OrgId, agentId: string, version: number | 'published') {
  const which =
    version === 'published'
      ? eq(skillbaseVersions.status, 'published')
      : eq(skillbaseVersions.version, version);
  const [found] = await tx
    .select()
    .from(skillbaseVersions)
    .where(and(ofAgent(orgId, agentId), which));
  if (found) return { ...versionView(found), skillbase: found.body };
  await requireAgent(tx, orgId, agentId);
  throw version === 'published'
    ? new AppError('not_found', 'No version was published yet.')
    : noSuchVersion();
}

async function requireAgent(tx: Db, orgId: OrgId, agentId: string): Promise<void> {
  const found = await tx
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)));
  if (found.length === 0) throw noSuchAgent();
}
