import type { OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { SpokenDigits } from '@allo/kernel';
import type { Deps } from '../deps.ts';
import { organisationSettings } from '../schema/index.ts';
import { redactEvent } from './redact-event.ts';
import { type RedactionSettings, redactionSettings } from './redaction-settings.ts';

/** Masks events of calls before they are stored. */
export interface TranscriptRedactor {
  /** Reads the settings of every organisation that redacts, so that {@link redactNow} knows them from the first event. */
  load(): Promise<void>;
  /** By the settings last known, without waiting: for what is put on disk until the database has it. */
  redactNow(event: AlloEvent): AlloEvent;
  /** By the settings as they are. Rejects when they cannot be read: nothing is stored unmasked for that. */
  redact(orgId: OrgId, events: readonly AlloEvent[]): Promise<readonly AlloEvent[]>;
  /** The organisation's settings changed: they are read anew before the next event is stored. */
  forget(orgId: OrgId): void;
}

/** Other processes hear of a change so late at most. */
const settingsLastMs = 5_000;
const mostOrganisations = 10_000;

export function createTranscriptRedactor(
  deps: Pick<Deps, 'db' | 'clock'> & { spokenDigits?: SpokenDigits },
): TranscriptRedactor {
  const known = new Map<OrgId, { settings: RedactionSettings; until: number }>();
  const keep = (orgId: OrgId, settings: RedactionSettings): RedactionSettings => {
    if (known.size >= mostOrganisations) known.clear();
    known.set(orgId, { settings, until: deps.clock.now() + settingsLastMs });
    return settings;
  };
  const settingsOf = async (orgId: OrgId): Promise<RedactionSettings> => {
    const cached = known.get(orgId);
    if (cached && cached.until > deps.clock.now()) return cached.settings;
    return keep(orgId, await deps.db.inOrganisation(orgId, (tx) => redactionSettings(tx, orgId)));
  };
  return {
    load: async () => {
      const why = 'what organisations mask is known before the first event of a call';
      const rows = await deps.db.acrossOrganisations(why, (tx) => tx.select().from(organisationSettings));
      for (const { orgId, redactTranscripts: kinds, redactContacts: hasContacts, version } of rows) {
        keep(orgId as OrgId, { kinds, hasContacts, version });
      }
    },
    redactNow: (event) => {
      const settings = known.get(event.orgId as OrgId)?.settings;
      return settings && settings.kinds.length > 0 ? redactEvent(event, settings, deps.spokenDigits) : event;
    },
    redact: async (orgId, events) => {
      if (events.length === 0) return events;
      const settings = await settingsOf(orgId);
      if (settings.kinds.length === 0) return events;
      return events.map((event) => redactEvent(event, settings, deps.spokenDigits));
    },
    forget: (orgId) => {
      const cached = known.get(orgId);
      if (cached) cached.until = Number.NEGATIVE_INFINITY;
    },
  };
}
