import type { OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { SpokenDigits } from '@allo/kernel';
import type { Deps } from '../deps.ts';
import { redactEvent } from './redact-event.ts';
import { type RedactionSettings, redactionSettings } from './redaction-settings.ts';

/** Masks events of calls before they are stored. */
export interface TranscriptRedactor {
  /** Rejects when the settings cannot be read: nothing is stored unmasked because the database was away. */
  redact(orgId: OrgId, events: readonly AlloEvent[]): Promise<readonly AlloEvent[]>;
  /** The organisation's settings changed: they hold from the next event on. */
  forget(orgId: OrgId): void;
}

/** Other processes hear of a change so late at most. */
const settingsLastMs = 5_000;
const mostOrganisations = 10_000;

export function createTranscriptRedactor(
  deps: Pick<Deps, 'db' | 'clock'> & { spokenDigits?: SpokenDigits },
): TranscriptRedactor {
  const cached = new Map<OrgId, { settings: RedactionSettings; until: number }>();
  const settingsOf = async (orgId: OrgId): Promise<RedactionSettings> => {
    const known = cached.get(orgId);
    if (known && known.until > deps.clock.now()) return known.settings;
    const settings = await deps.db.inOrganisation(orgId, (tx) => redactionSettings(tx, orgId));
    if (cached.size >= mostOrganisations) cached.clear();
    cached.set(orgId, { settings, until: deps.clock.now() + settingsLastMs });
    return settings;
  };
  return {
    redact: async (orgId, events) => {
      if (events.length === 0) return events;
      const settings = await settingsOf(orgId);
      if (settings.kinds.length === 0) return events;
      return events.map((event) => redactEvent(event, settings, deps.spokenDigits));
    },
    forget: (orgId) => void cached.delete(orgId),
  };
}
