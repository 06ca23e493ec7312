import { createHash } from 'node:crypto';
import type { AuditDifference } from '@allo/contracts/http';
import { storable } from '../calls/storable.ts';
import { canonicalJson } from './canonical-json.ts';

const masked = '***';
const longestValueChars = 2000;
const deepestField = 6;

/** Names of fields that hold what opens something. */
const secretName =
  /passw|secret|token(?!s)|api_?key|private_?key|credential|authorization|cookie|digest|sealed|hash/i;
/** Names of fields that hold who a caller is or what they said, wherever they stand. */
const personalName = /^(caller|phone|transcript|collected)/i;
/** Things that are about callers: of these only the fields named here are shown. */
const personalKinds = new Set(['lead', 'call', 'person', 'recording']);
const plainFields =
  /^(id|kind|status|state|version|agentId|callId|outcome|priority|assigneeId|createdAt|updatedAt)$/;

/**
 * The changed fields by dotted name, before and after. Lists are compared whole; a value too long to show is told by
 * its length and hash. Of a secret, or of a caller's data, only that it changed.
 */
export function auditDifference(targetKind: string, before: unknown, after: unknown): AuditDifference {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  const difference: AuditDifference = {};
  for (const name of names) {
    const [old, fresh] = [was.get(name) ?? null, is.get(name) ?? null];
    if (canonicalJson(old) === canonicalJson(fresh)) continue;
    const isHidden = mustHide(targetKind, name);
    difference[name] = { before: shown(old, isHidden), after: shown(fresh, isHidden) };
  }
  return difference;
}

/** The leaves of an object by dotted name. */
function fieldsOf(value: unknown): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const walk = (held: unknown, path: string[]): void => {
    const isBranch = held !== null && typeof held === 'object' && !Array.isArray(held);
    if (!isBranch || path.length >= deepestField) {
      fields.set(path.join('.') || 'value', held);
      return;
    }
    for (const [key, one] of Object.entries(held)) walk(one, [...path, key]);
  };
  // As JSON, so that dates are texts here as they are in the table.
  if (value !== null && value !== undefined) walk(storable(JSON.parse(JSON.stringify(value))), []);
  return fields;
}

function mustHide(targetKind: string, name: string): boolean {
  const parts = name.split('.');
  if (parts.some((part) => secretName.test(part) || personalName.test(part))) return true;
  return personalKinds.has(targetKind) && !plainFields.test(parts[0] as string);
}

function shown(value: unknown, isHidden: boolean): unknown {
  if (value === null) return null;
  if (isHidden) return masked;
  const safe = withoutSecrets(value);
  const text = canonicalJson(safe);
  if (text.length <= longestValueChars) return safe;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { length: text.length, sha256 };
}

/** Lists are shown whole, so what they hold is looked through too. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  // A password may stand within an address.
  if (typeof value === 'string') return value.replace(/\/\/[^/@\s]+@/g, `//${masked}@`);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      secretName.test(key) || personalName.test(key) ? masked : withoutSecrets(held),
    ]),
  );
}
