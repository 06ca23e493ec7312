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
}

/**
 * Publishes the skillbase files of a folder: a new agent gets version 1, a changed file a new version, unless a person
 * has edited the agent since, whose work is never replaced. Throws `skillbase_invalid` naming the file.
 * Answers how many versions were published.
 */
export async function seedShippedAgents(
  deps: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  { folder, parseSkillbase }: SeedOptions,
): Promise<number> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  let published = 0;
  for (const name of names) {
    const source = await readFile(join(folder, name), 'utf8');
    const body = parseFile(parseSkillbase, source, name);
    const checksum = createHash('sha256').update(source).digest('hex');
    const createdAt = new Date(deps.clock.wallTime());
    const isNew = await deps.db.transaction(async (tx) => {
      const latest = await latestVersion(tx, orgId, body.id);
      if (latest && (latest.origin === 'edited' || latest.checksum === checksum)) return false;
      const version = (latest?.version ?? 0) + 1;
      await publishVersion(tx, { orgId, body, version, checksum, origin: 'shipped', createdAt });
      return true;
    });
    if (isNew) published += 1;
  }
  return published;
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
