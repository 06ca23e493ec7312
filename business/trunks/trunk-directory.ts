import type { OrgId } from '@allo/contracts';
import { AppError, type Timer } from '@allo/kernel';
import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { type TrunkRow, trunks } from '../schema/index.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';
import { openText } from '../secrets/seal-text.ts';
import { passwordPurpose } from './trunks.ts';

/** A trunk as the telephone side needs it; never leaves the process. */
export interface InboundTrunk {
  id: string;
  orgId: OrgId;
  sources: string[];
  credentials: { username: string; password: string } | null;
}

/** The enabled trunks of all organisations, known to the node that takes calls. */
export interface TrunkDirectory {
  /** As last read; empty before the first `refresh`. */
  current(): readonly InboundTrunk[];
  /** Reads anew; after changes made by this process. Keeps what was known when the database is away. */
  refresh(): Promise<void>;
  /** Hears of every change. */
  onChanged(listener: (trunks: readonly InboundTrunk[]) => void): void;
  /** Idempotent. */
  close(): void;
}

/** Changes made by other processes are seen after so long. */
const rereadMs = 5_000;

type DirectoryDeps = Pick<Deps, 'db'> & SecretDeps;

export function createTrunkDirectory(deps: DirectoryDeps): TrunkDirectory {
  const { clock, log } = deps;
  const listeners: Array<(trunks: readonly InboundTrunk[]) => void> = [];
  let known: readonly InboundTrunk[] = [];
  let seen = '';
  let timer: Timer | null = null;
  let isClosed = false;
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    const rows = await deps.db.acrossOrganisations('a call tells by its trunk whose it is', (tx) =>
      tx
        .select()
        .from(trunks)
        .where(
          and(
            eq(trunks.isEnabled, true),
            or(isNotNull(trunks.username), sql`cardinality(${trunks.sources}) > 0`),
          ),
        )
        .orderBy(trunks.createdAt, trunks.id),
    );
    const state = rows.map(({ id, version }) => `${id} ${version}`).join();
    if (state === seen) return;
    known = (await Promise.all(rows.map((row) => inboundTrunk(deps, row)))).flatMap((one) => one ?? []);
    seen = state;
    for (const tell of listeners) tell(known);
  };
  const refresh = (): Promise<void> => {
    reading = reading.then(read).catch(() => {
      log.warn({}, 'trunks cannot be read anew; the last known ones count');
    });
    return reading;
  };
  const again = (): void => {
    if (isClosed) return;
    timer = clock.setTimer(rereadMs, () => void refresh().then(again));
  };
  again();
  return {
    current: () => known,
    refresh,
    onChanged: (listener) => void listeners.push(listener),
    close: () => {
      isClosed = true;
      timer?.cancel();
    },
  };
}

/** Null, and a line in the log, for one whose password cannot be read. */
async function inboundTrunk(deps: DirectoryDeps, row: TrunkRow): Promise<InboundTrunk | null> {
  const { id, sources, username, sealedPassword } = row;
  const orgId = row.orgId as OrgId;
  if (username === null || sealedPassword === null) return { id, orgId, sources, credentials: null };
  try {
    const password = await deps.db.inOrganisation(orgId, (tx) =>
      openText(deps, tx, orgId, passwordPurpose(id), sealedPassword),
    );
    return { id, orgId, sources, credentials: { username, password } };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'secret_unreadable')) throw error;
    deps.log.error({ orgId, trunkId: id }, 'the password of a trunk cannot be read: it takes no calls');
    return null;
  }
}
