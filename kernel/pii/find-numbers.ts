import { isInnValid, isLuhnValid, isOgrnValid, isSnilsValid } from './checksums.ts';
import { Context } from './context.ts';
import type { DigitGroup, PersonalDataKind, PersonalDataSpan } from './personal-data.ts';

/** Some groups in a row, read as one number. */
interface Candidate {
  groups: readonly DigitGroup[];
  digits: string;
  /** One run of figures. */
  isWhole: boolean;
  hasPlus: boolean;
  /** Not the tail of a decimal fraction. */
  isFree: boolean;
  context: Context;
  /** A passport's series was just read. */
  followsSeries: boolean;
}

/** Groups a number may be made of: a telephone dictated figure by figure has eleven, an account twenty. */
const mostGroups = 20;
const mostDigits = 20;

/** Personal numbers among the groups; the longest reading from each place wins. Linear: a bounded look from each group. */
export function findNumbers(text: string, groups: readonly DigitGroup[]): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (let first = 0; first < groups.length; ) {
    const last = spans.at(-1);
    const start = (groups[first] as DigitGroup).start;
    const followsSeries = last?.kind === 'passport' && last.digits.length === 4 && start - last.end < 40;
    const found = readFrom(text, groups, first, followsSeries);
    if (found) spans.push(found.span);
    first = found ? found.next : first + 1;
  }
  return spans;
}

function readFrom(text: string, groups: readonly DigitGroup[], first: number, followsSeries: boolean) {
  const head = groups[first] as DigitGroup;
  const before = text[head.start - 1] ?? '';
  const hasPlus = /\+/.test(text.slice(Math.max(0, head.start - 2), head.start));
  const isFree = !(/[.,]/.test(before) && /\d/.test(text[head.start - 2] ?? ''));
  const context = new Context(text, head.start);
  let digits = '';
  let best: { span: PersonalDataSpan; next: number } | null = null;
  for (let at = first; at < groups.length && at < first + mostGroups; at += 1) {
    const group = groups[at] as DigitGroup;
    if (at > first && !group.isContinued) break;
    digits += group.digits;
    if (digits.length > mostDigits) break;
    if (digits.length < 3) continue;
    const read = groups.slice(first, at + 1);
    const isWhole = at === first;
    const kind = classify({ groups: read, digits, isWhole, hasPlus, isFree, context, followsSeries });
    if (!kind) continue;
    const start = kind === 'phone' && hasPlus ? text.lastIndexOf('+', head.start) : head.start;
    best = { span: { kind, start, end: group.end, digits }, next: at + 1 };
  }
  return best;
}

/** The kinds in the order of how sure their signs are. */
function classify(candidate: Candidate): PersonalDataKind | null {
  for (const [kind, is] of tests) if (is(candidate)) return kind;
  return null;
}

const sizes = ({ groups }: Candidate) => groups.map(({ digits }) => digits.length).join(' ');
/** Said in words, some of it at least. */
const isSpoken = ({ groups }: Candidate) =>
  groups.some(({ start, end, digits }) => end - start !== digits.length);
/** One run of figures, or said; not pieces that only happen to stand together. */
const isSolid = (one: Candidate) => one.isWhole || isSpoken(one);

const tests: readonly (readonly [PersonalDataKind, (candidate: Candidate) => boolean])[] = [
  [
    'snils',
    (one) =>
      one.digits.length === 11 &&
      (one.context.isNearest('snils') || (sizes(one) === '3 3 3 2' && isSnilsValid(one.digits))),
  ],
  ['phone', isPhone],
  ['account', isAccount],
  ['card', isCard],
  ['oms', (one) => one.digits.length === 16 && one.context.isNearest('oms')],
  ['ogrn', isOgrn],
  ['inn', isInn],
  ['driver-licence', (one) => one.digits.length === 10 && one.context.isNearest('driver-licence')],
  ['passport', isPassport],
  ['code', isCode],
];

function isPhone(one: Candidate): boolean {
  const { digits, context, isFree } = one;
  if (!isFree) return false;
  // ITU-T E.164: at most 15 digits; numbers shorter than ten do not reach a person from abroad.
  if (one.hasPlus)
    return digits.startsWith('7') ? digits.length === 11 : digits.length >= 10 && digits.length <= 15;
  if (digits.length === 11) return /^[78][3489]/.test(digits) && !isOther(one);
  if (digits.length !== 10 || isOther(one)) return false;
  if (one.isWhole && context.isNearest('phone')) return /^[3489]/.test(digits);
  if (one.isWhole) return digits.startsWith('9') && !context.isAmount((one.groups[0] as DigitGroup).end);
  if (isSpoken(one) && digits.startsWith('9')) return true;
  return (
    /^(?:3 3 2 2|3 3 4|3 2 2 3|3 7|3 4 3|3 3 1 1 2|3 3 2 1 1)$/.test(sizes(one)) && /^[3489]/.test(digits)
  );
}

/** Its owner said that the number is something else. */
function isOther({ context }: Candidate): boolean {
  const kinds = ['inn', 'snils', 'passport', 'driver-licence', 'account'] as const;
  return kinds.some((kind) => context.isNearest(kind) && !context.isNearest('phone'));
}

/** Bank of Russia 579-P: balance account of five digits, currency of three. */
function isAccount({ digits, context }: Candidate): boolean {
  return (
    digits.length === 20 &&
    (context.has('account') || /^(?:30|40|42|45)\d{3}(?:810|643|840|978|156|398)/.test(digits))
  );
}

/** Issuers' first digits: MIR 2200–2204, Mastercard, Visa, UnionPay, Maestro, American Express. */
const issuer = /^(?:220[0-4]|222[1-9]|2[3-7]|3[47]|4|5|6)/;

function isCard(one: Candidate): boolean {
  const { digits } = one;
  if (digits.length < 13 || digits.length > 19 || !issuer.test(digits)) return false;
  const isShaped = isSolid(one) || /^4 (?:4 4 \d|6 5|6 4)/.test(sizes(one));
  if (digits.length === 16 && one.context.isNearest('card')) return true;
  return isShaped && isLuhnValid(digits) && !/^(\d)\1+$/.test(digits);
}

function isOgrn(one: Candidate): boolean {
  const { digits, context } = one;
  if (digits.length !== 13 && digits.length !== 15) return false;
  if (context.isNearest('ogrn')) return true;
  // The register began in 2002; milliseconds of a clock start with 17.
  const isShaped =
    digits.length === 13 ? /^[15](?:0[2-9]|[1-4]\d)/.test(digits) : /^3(?:0[4-9]|[1-4]\d)/.test(digits);
  return one.isWhole && isShaped && isOgrnValid(digits);
}

function isInn(one: Candidate): boolean {
  const { digits, context } = one;
  if (digits.length !== 10 && digits.length !== 12) return false;
  if (context.isNearest('inn')) return true;
  // One number in eleven passes the check of ten digits by chance: it alone proves nothing.
  return digits.length === 12 && one.isWhole && one.isFree && isInnValid(digits) && !digits.startsWith('00');
}

function isPassport(one: Candidate): boolean {
  const { digits, context } = one;
  const shape = sizes(one);
  const isNamed = context.isNearest('passport');
  if (digits.length === 10) {
    return (
      isNamed ||
      (context.has('passport') && /^(?:4|2 2) 6$/.test(shape)) ||
      (shape === '2 2 6' && isRegion(digits))
    );
  }
  if (digits.length === 9) return isNamed && (isSolid(one) || shape === '2 7');
  if (digits.length === 4) return isNamed && context.distance('passport') < 20;
  return digits.length === 6 && one.followsSeries;
}

/** A series begins with the number of its region (OKATO). */
const isRegion = (digits: string) =>
  Number(digits.slice(0, 2)) >= 1 &&
  Number(digits.slice(0, 2)) <= 99 &&
  /^(?:9[7-9]|[0-2]\d)$/.test(digits.slice(2, 4));

function isCode({ digits, context, groups }: Candidate): boolean {
  if (digits.length > 8) return false;
  const end = (groups.at(-1) as DigitGroup).end;
  const isNamed = context.isNearest('code') && context.distance('code') <= 28;
  return (isNamed && !context.isAmount(end)) || context.isCalledCode(end);
}
