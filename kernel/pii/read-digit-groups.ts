import type { DigitGroup } from './personal-data.ts';

const isDigit = (code: number) => code >= 48 && code <= 57;
/** Latin letters and the underscore: digits that touch them belong to an identifier. */
const isIdentifier = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
/** Space, no-break spaces, hyphens and dashes, brackets, full stop, number sign. */
const isSeparator = (code: number) =>
  code === 32 ||
  code === 0xa0 ||
  code === 0x202f ||
  code === 45 ||
  code === 0x2013 ||
  code === 0x2116 ||
  code === 40 ||
  code === 41 ||
  code === 46;

/** Longest of all kinds. */
const longestDigits = 20;
const uuidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * Runs of figures, those that can belong to one number marked as continued. Identifiers are left out: what touches a
 * Latin letter, UUIDs, longer runs than any number of a person. One pass.
 */
export function readDigitGroups(text: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  const uuids = text.includes('-') ? Array.from(text.matchAll(uuidPattern), ({ index }) => index) : [];
  let nextUuid = 0;
  let previousEnd = -1;
  for (let at = 0; at < text.length; ) {
    const uuid = uuids[nextUuid];
    if (uuid !== undefined && at >= uuid) {
      at = Math.max(at, uuid + 36);
      nextUuid += 1;
      previousEnd = -1;
      continue;
    }
    if (!isDigit(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
    const isPart = isIdentifier(text.charCodeAt(start - 1)) || isIdentifier(text.charCodeAt(at));
    if (isPart || at - start > longestDigits) {
      previousEnd = -1;
      continue;
    }
    const isContinued = previousEnd >= 0 && areJoined(text, previousEnd, start);
    groups.push({ start, end: at, digits: text.slice(start, at), isContinued });
    previousEnd = at;
  }
  return groups;
}

function areJoined(text: string, from: number, to: number): boolean {
  if (to - from > 3) return false;
  for (let at = from; at < to; at += 1) if (!isSeparator(text.charCodeAt(at))) return false;
  return true;
}
