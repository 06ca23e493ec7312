import type { OrgId } from '@allo/contracts';
import type { PersonalDataKind } from '@allo/kernel';
import { eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { organisationSettings } from '../schema/index.ts';

/** What an organisation has masked before anything of a call is stored. */
export interface RedactionSettings {
  /** Empty: nothing, which is the default. */
  kinds: PersonalDataKind[];
  /** Also the phone, name and e-mail callers leave to be reached at; without it a lead keeps them. */
  hasContacts: boolean;
  /** 0 until first set. */
  version: number;
}

const unset: RedactionSettings = { kinds: [], hasContacts: false, version: 0 };

export async function redactionSettings(tx: Db, orgId: OrgId): Promise<RedactionSettings> {
  const [row] = await tx.select().from(organisationSettings).where(eq(organisationSettings.orgId, orgId));
  return row
    ? { kinds: row.redactTranscripts, hasContacts: row.redactContacts, version: row.version }
    : unset;
}

/** What is stored already stays as it is. Throws `precondition_failed` when another version than `expected` is there. */
export async function setRedaction(
  deps: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  actor: Actor,
  wanted: Pick<RedactionSettings, 'kinds' | 'hasContacts'>,
  expected: ExpectedVersion = '*',
): Promise<RedactionSettings> {
  const updatedAt = new Date(deps.clock.wallTime());
  return deps.db.inOrganisation(orgId, async (tx) => {
    const first = { orgId, redactTranscripts: [], redactContacts: false, version: 0, updatedAt };
    await tx.insert(organisationSettings).values(first).onConflictDoNothing();
    const mine = eq(organisationSettings.orgId, orgId);
    await tx
      .select({ orgId: organisationSettings.orgId })
      .from(organisationSettings)
      .where(mine)
      .for('update');
    const present = await redactionSettings(tx, orgId);
    requireVersion(present.version, expected);
    const settings = {
      kinds: [...new Set(wanted.kinds)].sort(),
      hasContacts: wanted.hasContacts,
      version: present.version + 1,
    };
    const { kinds: redactTranscripts, hasContacts: redactContacts, version } = settings;
    await tx
      .update(organisationSettings)
      .set({ redactTranscripts, redactContacts, version, updatedAt })
      .where(mine);
    const target = { kind: 'redaction', id: orgId };
    await recordChange(tx, orgId, actor, {
      action: 'redaction.changed',
      target,
      before: present,
      after: settings,
    });
    return settings;
  });
}
