import type { AgentId, OrgId } from '@allo/contracts';
import type { AgentSummary } from '@allo/contracts/http';
import type { Skillbase } from '@allo/contracts/skillbase';
import { and, asc, eq } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { agents, numbers, skillbaseVersions } from '../schema/index.ts';
import { calledAddress } from './called-address.ts';

/** An agent with the version that answers calls. */
export interface PublishedAgent {
  id: AgentId;
  name: string;
  description: string;
  language: AgentSummary['language'];
  version: number;
  skillbase: Skillbase;
}

/** Who answers what. Kept in memory, so that a call is answered at once and even while the database is away. */
export interface AgentDirectory {
  /** The agent a called number or user leads to, or null. Rejects only when nothing was ever read. */
  resolveAgent(orgId: OrgId, called: string): Promise<PublishedAgent | null>;
  /** In order of id. */
  list(orgId: OrgId): Promise<PublishedAgent[]>;
  /** Reads anew before the next answer: after agents or numbers were changed by this process. */
  refresh(orgId: OrgId): Promise<void>;
}

interface Snapshot {
  readAtMs: number;
  agents: PublishedAgent[];
  byAddress: Map<string, PublishedAgent>;
}

/** Changes made by another process are seen after so long. */
const freshForMs = 10_000;
/** A caller is not kept waiting longer for a slow database. */
const patienceMs = 300;

export function createAgentDirectory(deps: Pick<Deps, 'db' | 'clock' | 'log'>): AgentDirectory {
  const { clock, log } = deps;
  const known = new Map<OrgId, Snapshot>();
  const reading = new Map<OrgId, Promise<Snapshot>>();

  const read = (orgId: OrgId): Promise<Snapshot> => {
    const underWay = reading.get(orgId);
    if (underWay) return underWay;
    const started = readSnapshot(deps, orgId)
      .then((snapshot) => {
        known.set(orgId, snapshot);
        return snapshot;
      })
      .finally(() => reading.delete(orgId));
    reading.set(orgId, started);
    return started;
  };
  /** What was changed elsewhere is known when the call is answered, unless the database makes it wait. */
  const readAnew = async (orgId: OrgId, known: Snapshot): Promise<Snapshot> => {
    const reread = read(orgId).catch(() => {
      log.warn({}, 'agents cannot be read anew; the last known ones answer');
      return known;
    });
    const patience = new AbortController();
    const late = clock.sleep(patienceMs, patience.signal).then(
      () => known,
      () => known,
    );
    const snapshot = await Promise.race([reread, late]);
    patience.abort();
    return snapshot;
  };
  const current = async (orgId: OrgId): Promise<Snapshot> => {
    const snapshot = known.get(orgId);
    if (!snapshot) return read(orgId);
    return clock.now() - snapshot.readAtMs > freshForMs ? readAnew(orgId, snapshot) : snapshot;
  };
  return {
    resolveAgent: async (orgId, called) =>
      (await current(orgId)).byAddress.get(calledAddress(called)) ?? null,
    list: async (orgId) => (await current(orgId)).agents,
    refresh: async (orgId) => {
      await reading.get(orgId)?.catch(() => {});
      await read(orgId);
    },
  };
}

async function readSnapshot({ db, clock }: Pick<Deps, 'db' | 'clock'>, orgId: OrgId): Promise<Snapshot> {
  const readAtMs = clock.now();
  return db.inOrganisation(orgId, async (tx) => snapshotOf(tx, orgId, readAtMs));
}

async function snapshotOf(tx: Db, orgId: OrgId, readAtMs: number): Promise<Snapshot> {
  const rows = await tx
    .select({ agent: agents, version: skillbaseVersions.version, skillbase: skillbaseVersions.body })
    .from(agents)
    .innerJoin(
      skillbaseVersions,
      and(
        eq(skillbaseVersions.orgId, agents.orgId),
        eq(skillbaseVersions.agentId, agents.id),
        eq(skillbaseVersions.version, agents.publishedVersion),
      ),
    )
    .where(eq(agents.orgId, orgId))
    .orderBy(asc(agents.id));
  const published = rows.map(({ agent, version, skillbase }): PublishedAgent => {
    const { id, name, description, language } = agent;
    return { id: id as AgentId, name, description, language, version, skillbase };
  });
  const byId = new Map<string, PublishedAgent>(published.map((agent) => [agent.id, agent]));
  const byAddress = new Map(byId);
  for (const number of await tx.select().from(numbers).where(eq(numbers.orgId, orgId))) {
    const agent = byId.get(number.agentId);
    if (agent) byAddress.set(number.address, agent);
  }
  return { readAtMs, agents: published, byAddress };
}
