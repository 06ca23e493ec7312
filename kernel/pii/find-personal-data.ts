import { findNumbers } from './find-numbers.ts';
import { findBirthDates, findEmails, findNames, findNetworkAddresses, findVehicles } from './find-words.ts';
import type { PersonalDataKind, PersonalDataSpan, SpokenDigits } from './personal-data.ts';
import { readDigitGroups } from './read-digit-groups.ts';

export interface FindOptions {
  /** Default all. */
  kinds?: ReadonlySet<PersonalDataKind>;
  /** Reads numbers said in words; without it only figures are numbers. */
  spokenDigits?: SpokenDigits;
}

/**
 * Personal data in a text by pattern, checksum and the words before it, in order and without overlaps. Numbers whose
 * checksum proves little (INN of a company, passport, codes) are found only where the text names them. It is a net, not
 * a proof: names without a patronymic, addresses and what is told about a person in plain words pass through. Time is
 * linear in the length whatever the text.
 */
export function findPersonalData(text: string, options: FindOptions = {}): PersonalDataSpan[] {
  const signs = readSigns(text);
  // What most lines of a log hold: words, small figures, ids.
  const isPlain = signs.figures < 3 && !signs.hasCyrillic && signs.ats === 0 && signs.colons < 2;
  if ((isPlain && !/\bname is\b/i.test(text)) || isUuid(text)) return [];
  const { figures } = signs;
  const isSpoken = options.spokenDigits !== undefined && signs.hasCyrillic;
  const found = [
    ...(signs.ats > 0 ? findEmails(text) : []),
    ...((figures >= 4 && signs.dots >= 3) || signs.colons >= 2 ? findNetworkAddresses(text) : []),
    ...(figures >= 5 ? findBirthDates(text) : []),
    ...(figures >= 5 ? findVehicles(text) : []),
    ...(signs.hasCyrillic || /\bname is\b/i.test(text) ? findNames(text) : []),
    ...(figures >= 3 || isSpoken ? findNumbers(text, (options.spokenDigits ?? readDigitGroups)(text)) : []),
  ];
  const wanted = options.kinds ? found.filter(({ kind }) => options.kinds?.has(kind)) : found;
  return wanted.length > 1 ? withoutOverlaps(wanted) : wanted;
}

/** The first of two that overlap stays; of two that begin together, the longer. */
function withoutOverlaps(spans: PersonalDataSpan[]): PersonalDataSpan[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return sorted.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

function readSigns(text: string) {
  const signs = { figures: 0, hasCyrillic: false, ats: 0, dots: 0, colons: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) signs.figures += 1;
    else if (code >= 0x400 && code <= 0x4ff) signs.hasCyrillic = true;
    else if (code === 64) signs.ats += 1;
    else if (code === 46) signs.dots += 1;
    else if (code === 58) signs.colons += 1;
  }
  return signs;
}

const isUuid = (text: string) =>
  text.length === 36 && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
