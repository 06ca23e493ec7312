import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrgId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import { AppError, toAppError } from '@allo/kernel';
import { and, desc, eq } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { skillbaseVersions } from '../schema/index.ts';
import { publishVersion } from './publish-version.ts';

/** Reads a skillbase file; throws AppError `skillbase_invalid`. Lives in the scenario engine, which knows what can run. */
export type ParseSkillbase = (source: string, fileName: string) => Skillbase;

export interface SeedOptions {
  folder: string;
  parseSkillbase: ParseSkillbase;
  /** `file`: a person's own folder. It may be absent, and its agents win over shipped ones of the same id. */
  origin?: 'shipped' | 'file';
}

/**
 * Publishes the skillbase files of a folder: a new agent gets version 1, a changed file a new version, unless a person
 * has edited the agent since, whose work is never replaced. Throws `skillbase_invalid` naming the file.
 * Answers how many versions were published.
 */
export async function seedShippedAgents(
  deps: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  { folder, parseSkillbase, origin = 'shipped' }: SeedOptions,
): Promise<number> {
  const names = (await namesIn(folder, origin)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const fileOf = new Map<string, string>();
  let published = 0;
  for (const name of names) {
    const source = await readFile(join(folder, name), 'utf8');
    const shownName = origin === 'file' ? join(folder, name) : name;
    const body = parseFile(parseSkillbase, source, shownName);
    const twin = fileOf.get(body.id);
    if (twin !== undefined) {
      const message = `${shownName}: id: “${body.id}” is already the agent of ${twin}; give one of them another id`;
      throw new AppError('skillbase_invalid', message);
    }
    fileOf.set(body.id, shownName);
    const checksum = createHash('sha256').update(source).digest('hex');
    const createdAt = new Date(deps.clock.wallTime());
    const isNew = await deps.db.inOrganisation(orgId, async (tx) => {
      const latest = await latestVersion(tx, orgId, body.id);
      if (latest && !isReplaceable(latest, origin, checksum)) return false;
      const version = (latest?.version ?? 0) + 1;
      await publishVersion(tx, { orgId, body, version, checksum, origin, createdAt });
      return true;
    });
    if (isNew) published += 1;
  }
  return published;
}

async function namesIn(folder: string, origin: 'shipped' | 'file'): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (origin === 'file' && (error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}

/** What a person made stands above what came with the program; what was edited in place stands above its file. */
function isReplaceable(
  latest: { origin: 'shipped' | 'file' | 'edited'; checksum: string },
  origin: 'shipped' | 'file',
  checksum: string,
): boolean {
  if (latest.checksum === checksum || latest.origin === 'edited') return false;
  return origin === 'file' || latest.origin === 'shipped';
}

function parseFile(parseSkillbase: ParseSkillbase, source: string, name: string): Skillbase {
  try {
    return parseSkillbase(source, name);
  } catch (error) {
    const reason = toAppError(error, 'skillbase_invalid');
    const message = reason.message.includes(name) ? reason.message : `${name}: ${reason.message}`;
    throw new AppError('skillbase_invalid', message, { cause: error });
  }
}

async function latestVersion(tx: Db, orgId: OrgId, agentId: string) {
  const [latest] = await tx
    .select({
      version: skillbaseVersions.version,
      origin: skillbaseVersions.origin,
      checksum: skillbaseVersions.checksum,
    })
    .from(skillbaseVersions)
    .where(and(eq(skillbaseVersions.orgId, orgId), eq(skillbaseVersions.agentId, agentId)))
    .orderBy(desc(skillbaseVersions.version))
    .limit(1);
  return latest;
}
