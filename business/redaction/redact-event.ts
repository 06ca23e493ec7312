import type { AlloEvent, EventType } from '@allo/contracts/events';
import { maskPersonalData, type PersonalDataKind, type SpokenDigits } from '@allo/kernel';
import type { RedactionSettings } from './redaction-settings.ts';

/** How to reach a person: what a lead is for. */
const contacts: readonly PersonalDataKind[] = ['phone', 'name', 'email'];
/** Figures pressed on the telephone are cards, PINs and codes as often as menus. */
const pressed: readonly PersonalDataKind[] = ['card', 'code'];
/** Who rang whom: facts of the line, not what was said. */
const untouched: ReadonlySet<EventType> = new Set<EventType>(['call.initiated', 'call.agent_assigned']);

/**
 * The event as it may be stored: every text of it masked by the organisation's kinds. What a caller left to be reached
 * at stays in its field unless the settings take it too. Pure; the same event comes out when nothing is to be masked.
 */
export function redactEvent(
  event: AlloEvent,
  settings: RedactionSettings,
  spokenDigits?: SpokenDigits,
): AlloEvent {
  if (settings.kinds.length === 0 || untouched.has(event.type)) return event;
  const isContactField = event.type === 'agent.field_collected' && !settings.hasContacts;
  const kinds = new Set(settings.kinds.filter((kind) => !(isContactField && contacts.includes(kind))));
  if (event.type === 'call.dtmf_received') {
    return pressed.some((kind) => kinds.has(kind))
      ? { ...event, data: { ...event.data, digit: '*' } }
      : event;
  }
  return { ...event, data: maskedValue(event.data, { kinds, spokenDigits }) } as AlloEvent;
}

function maskedValue(
  value: unknown,
  options: { kinds: ReadonlySet<PersonalDataKind>; spokenDigits: SpokenDigits | undefined },
): unknown {
  const { kinds, spokenDigits } = options;
  if (typeof value === 'string')
    return maskPersonalData(value, spokenDigits ? { kinds, spokenDigits } : { kinds });
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1e9) {
    const masked = maskPersonalData(String(value), { kinds });
    return masked === String(value) ? value : masked;
  }
  if (Array.isArray(value)) return value.map((one) => maskedValue(one, options));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, maskedValue(held, options)]));
}
