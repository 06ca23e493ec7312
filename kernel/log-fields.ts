import { maskPersonalData } from './pii/index.ts';

/** Field names that hold personal data or secrets wherever they appear; compared in lower case, without `-` and `_`. */
const hidden = new Set([
  'text',
  'from',
  'to',
  'fromaddress',
  'toaddress',
  'phone',
  'name',
  'displayname',
  'email',
  'value',
  'transcript',
  'authorization',
  'cookie',
  'setcookie',
  'apikey',
  'password',
  'secret',
  'token',
  // What a failed statement was to write.
  'params',
  'parameters',
]);
const censor = '[hidden]';
/** Deeper or longer things are cut: a log line is for reading. */
const deepest = 6;
const longest = 100;
const longestText = 8_000;

/** Remembers the names of fields seen, of which a program has few, so that each is folded once. */
const verdicts = new Map<string, boolean>();

/** A copy of log fields that may be written: plain values only, personal ones hidden or masked. Never throws. */
export function withoutPersonalData(fields: object): Record<string, unknown> {
  const seen = new Set<object>();
  if (fields instanceof Error) return { error: readable(fields, seen, 0) };
  return plain(fields, seen, 0);
}

function readable(value: unknown, seen: Set<object>, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return masked(value);
    case 'number':
      // Nothing that is counted or measured here has so many figures but a telephone number or a card.
      return value >= 1e9 && Number.isSafeInteger(value) ? maskedNumber(value) : value;
    case 'bigint':
      return masked(String(value));
    case 'object':
      return value === null ? null : readableObject(value, seen, depth);
    case 'boolean':
    case 'undefined':
      return value;
    default:
      return `[${typeof value}]`;
  }
}

function readableObject(value: object, seen: Set<object>, depth: number): unknown {
  if (seen.has(value)) return '[circular]';
  if (depth >= deepest) return '[deep]';
  seen.add(value);
  try {
    if (value instanceof Error) return readableError(value, seen, depth);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return plain(Object.fromEntries(value), seen, depth);
    const list = Array.isArray(value) ? value : value instanceof Set ? [...value] : null;
    if (list) {
      const shown = list.slice(0, longest).map((one) => readable(one, seen, depth + 1));
      return list.length > longest ? [...shown, `[${list.length - longest} more]`] : shown;
    }
    if ('toJSON' in value && typeof value.toJSON === 'function')
      return readable(value.toJSON(), seen, depth + 1);
    return plain(value, seen, depth);
  } catch {
    return '[unreadable]';
  } finally {
    seen.delete(value);
  }
}

function plain(value: object, seen: Set<object>, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const held = (value as Record<string, unknown>)[key];
    copy[masked(key)] =
      isHidden(key) && held !== null && held !== undefined ? censor : readable(held, seen, depth + 1);
  }
  return copy;
}

/** Its kind, words, stack and causes; other properties as those of any object. */
function readableError(error: Error, seen: Set<object>, depth: number): Record<string, unknown> {
  const { name, message, stack, cause, ...rest } = error as Error & Record<string, unknown>;
  const shown: Record<string, unknown> = { type: masked(name), message: masked(message) };
  if (stack) shown.stack = masked(stack);
  if (cause !== undefined) shown.cause = readable(cause, seen, depth + 1);
  if (error instanceof AggregateError) shown.errors = readable(error.errors, seen, depth + 1);
  return { ...plain(rest, seen, depth), ...shown };
}

/** Database errors quote the row, and what a caller said has no pattern. */
function withoutRow(text: string): string {
  if (!text.includes('params: ') && !text.includes('Failing row')) return text;
  return text
    .replaceAll(/\nparams: [\s\S]*?(?=\n {4}at |$)/g, '\nparams: [hidden]')
    .replaceAll(/Failing row contains [\s\S]*?(?=\n {4}at |$)/g, 'Failing row contains [hidden]');
}

function isHidden(key: string): boolean {
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const verdict = hidden.has(key.toLowerCase().replaceAll(/[-_]/g, ''));
  if (verdicts.size < 1000) verdicts.set(key, verdict);
  return verdict;
}

function masked(text: string): string {
  const shown = withoutRow(text);
  return maskPersonalData(shown.length > longestText ? `${shown.slice(0, longestText)}…` : shown);
}

function maskedNumber(value: number): number | string {
  const written = String(value);
  const shown = maskPersonalData(written);
  return shown === written ? value : shown;
}
