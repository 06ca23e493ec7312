import { isIPv6 } from 'node:net';
import type { PersonalDataKind, PersonalDataSpan } from './personal-data.ts';

const span = (kind: PersonalDataKind, start: number, end: number): PersonalDataSpan => ({
  kind,
  start,
  end,
  digits: '',
});

const mailbox = /[\p{L}\p{N}._%+-]{1,64}$/u;
const domain = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,24}(?![\p{L}\p{N}])/u;

/** RFC 5321 §4.5.3.1 bounds both sides, so a look from each “@” is bounded too. */
export function findEmails(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const before = mailbox.exec(text.slice(Math.max(0, at - 64), at));
    const after = before && domain.exec(text.slice(at + 1, at + 256));
    // `sip:+79161234567@host`: the number is the person.
    if (!before || !after || /^\+?\d{10,15}$/.test(before[0])) continue;
    spans.push(span('email', at - before[0].length, at + 1 + after[0].length));
  }
  return spans;
}

const dotted = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/g;
const colons = /(?<![\p{L}\d:.])[0-9a-f:]{2,39}:[0-9a-f.:]{0,20}(?![\p{L}\d])/giu;
/** This machine, private networks (RFC 1918), link-local, unspecified: nobody's address in particular. */
const own = /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|255\.)/;

export function findNetworkAddresses(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (const match of text.matchAll(dotted)) {
    const isAddress = match.slice(1).every((part) => Number(part) <= 255 && !/^0\d/.test(part));
    if (isAddress && !own.test(match[0])) spans.push(span('ip', match.index, match.index + match[0].length));
  }
  for (const match of text.matchAll(colons)) {
    const address = match[0].replace(/[.:]$/, (tail) => (match[0].endsWith('::') ? tail : ''));
    if (isIPv6(address) && !/^(?:::1?|f[cde][0-9a-f]{2}:.*)$/i.test(address)) {
      spans.push(span('ip', match.index, match.index + address.length));
    }
  }
  return spans;
}

/** GOST R 50577: the twelve letters that look alike in both alphabets. */
const plate =
  /(?<![\p{L}\d])[авекмнорстухabekmhopctyx]\s?\d{3}\s?[авекмнорстухabekmhopctyx]{2}\s?\d{2,3}(?!\d|\p{L})/giu;
const vin = /(?<![\p{L}\d])[A-HJ-NPR-Z0-9]{13}\d{4}(?![\p{L}\d])/giu;

export function findVehicles(text: string): PersonalDataSpan[] {
  const plates = Array.from(text.matchAll(plate), (match) =>
    span('plate', match.index, match.index + match[0].length),
  );
  const vins = Array.from(text.matchAll(vin))
    .filter(
      (match) =>
        /[a-z]/i.test(match[0]) &&
        /\bvin\b|(?<!\p{L})вин(?!\p{L})|кузов/iu.test(text.slice(Math.max(0, match.index - 40), match.index)),
    )
    .map((match) => span('vin', match.index, match.index + match[0].length));
  return [...plates, ...vins];
}

const months = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
const date = new RegExp(
  `(?<!\\d)(?:\\d{1,2}[./-]\\d{1,2}[./-](?:\\d{4}|\\d{2})|(?:19|20)\\d{2}-\\d{2}-\\d{2}|\\d{1,2}(?:-?го)?\\s(?:${months})\\s\\d{4})(?!\\d)`,
  'giu',
);

export function findBirthDates(text: string): PersonalDataSpan[] {
  return Array.from(text.matchAll(date))
    .filter(({ 0: found, index }) => {
      const before = text.slice(Math.max(0, index - 40), index);
      const after = text.slice(index + found.length, index + found.length + 20);
      return (
        /рожд|родил|(?<!\p{L})д\.?\s?р\.?\s|birth|\bborn\b/iu.test(before) ||
        /^\s?(?:год[а]?|г\.?)\s?(?:рожд|р\.|р(?!\p{L}))/iu.test(after)
      );
    })
    .map(({ 0: found, index }) => span('birth-date', index, index + found.length));
}

const patronymic =
  /(?<![\p{L}-])[А-ЯЁ][а-яё]{1,20}(?:ович|евич|ьич|мич|кич|нич|овн|евн|ичн)(?:а|у|ем|е|ой|ы)?(?![\p{L}-])/gu;
const introduced =
  /(?<!\p{L})(?:меня\sзовут|мо[её]\sимя|моя\sфамилия|по\sфамилии|my\sname\sis)[\s:—–-]{1,3}(\p{L}[\p{L}-]{1,30})((?:\s\p{Lu}\p{Ll}{1,30}){0,2})/giu;

/** Names with a patronymic and the capitalised words beside it; what a person calls themself. */
export function findNames(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (const { 0: word, index } of text.matchAll(patronymic)) {
    const before =
      /(?:[А-ЯЁ][а-яё]{1,30}\s){1,2}$/u.exec(text.slice(Math.max(0, index - 64), index))?.[0] ?? '';
    const after =
      /^\s[А-ЯЁ][а-яё]{1,30}(?!\p{L})/u.exec(
        text.slice(index + word.length, index + word.length + 33),
      )?.[0] ?? '';
    // Alone, “Основной” and “Кулич” look the same.
    if (before === '' && !/(?:ович|евич|овна|евна|ична)$/.test(word)) continue;
    spans.push(span('name', index - before.length, index + word.length + after.length));
  }
  for (const match of text.matchAll(introduced)) {
    // `i` lets the words after the first be of any case; only capitalised ones belong to the name.
    const more = /^(?:\s[\p{Lu}][\p{Ll}]+)*/u.exec(match[2] ?? '')?.[0] ?? '';
    const end = match.index + match[0].length - (match[2]?.length ?? 0) + more.length;
    spans.push(span('name', end - more.length - (match[1]?.length ?? 0), end));
  }
  return spans;
}
