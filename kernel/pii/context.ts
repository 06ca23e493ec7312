import type { PersonalDataKind } from './personal-data.ts';

/** Words that say what the number after them is. */
const keywords: readonly (readonly [PersonalDataKind, RegExp])[] = [
  ['phone', /тел(?:ефон|\.|(?![а-я]))|номер|звон|наберите|моб|phone|whats|ватсап|\btel\b/g],
  ['card', /карт[аыеуойч]|\bcard\b|\bpan\b/g],
  [
    'code',
    /\bcv[vc]2?\b|\botp\b|\bpin\b|пин(?:-?код)?(?![а-я])|парол|(?<![а-я])код(?:а|у|ом|е|ик)?(?![а-я])(?!\s+(?:город|регион|стран|товар|ошибк|подраздел|домофон|оквэд|клиент|услуг|ответа))|смс|\bsms\b|verification code|one-time/g,
  ],
  ['passport', /паспорт|загран|сери[яиюей]|passport/g],
  ['snils', /снилс|snils|страхов/g],
  ['inn', /(?<![а-я])инн(?![а-я])|\binn\b/g],
  ['ogrn', /огрн/g],
  ['account', /р\/с|к\/с|расчетн|лицев|счет(?:а|е|у|ом)?(?![а-я])|\baccount\b/g],
  ['oms', /(?<![а-я])омс(?![а-я])|полис/g],
  ['driver-licence', /водительск|(?<![а-я])прав(?:а|ам|ах)?(?![а-я])|в\/у/g],
  ['vin', /(?<![а-я])вин(?![а-я])|\bvin\b|кузов/g],
];

/** One look that tells whether any of them is there. */
const anyKeyword = new RegExp(keywords.map(([, { source }]) => source).join('|'));

/** How far back a word still speaks of the number, in characters. */
const windowLength = 64;

/** What was said before a number. One for all readings that begin at a place; looked at only when one asks. */
export class Context {
  readonly #text: string;
  readonly #start: number;
  #distances: Map<PersonalDataKind, number> | null = null;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
  }

  /** Characters between the nearest keyword of the kind and the number; infinite when there is none. */
  distance(kind: PersonalDataKind): number {
    this.#distances ??= this.#measure();
    return this.#distances.get(kind) ?? Number.POSITIVE_INFINITY;
  }

  has(kind: PersonalDataKind): boolean {
    return this.distance(kind) < Number.POSITIVE_INFINITY;
  }

  /** No other kind's keyword stands nearer. */
  isNearest(kind: PersonalDataKind): boolean {
    const own = this.distance(kind);
    return own < Number.POSITIVE_INFINITY && [...(this.#distances ?? [])].every(([, other]) => own <= other);
  }

  /** Roubles, minutes, percent follow what ends at `end`: an amount and no code. */
  isAmount(end: number): boolean {
    const after = fold(this.#text.slice(end, end + 16));
    return /^[.,]?\d{0,4}\s{0,2}(?:р(?![а-я])|руб|₽|коп|тыс|млн|мин|час|сек|дн|день|лет|год|%|процент|шт|раз|человек|грамм|кг|метр|байт|мс(?![а-я])|ms\b|bytes)/.test(
      after,
    );
  }

  /** “4512, это код”: the word that says what the number was comes after it. */
  isCalledCode(end: number): boolean {
    return /^[\s,.:–—-]{1,4}(?:это\s)?(?:мой\s)?(?:код|парол|пин|cvv)/.test(
      fold(this.#text.slice(end, end + 20)),
    );
  }

  #measure(): Map<PersonalDataKind, number> {
    const found = new Map<PersonalDataKind, number>();
    const before = fold(this.#text.slice(Math.max(0, this.#start - windowLength), this.#start));
    if (!anyKeyword.test(before)) return found;
    for (const [kind, pattern] of keywords) {
      for (const match of before.matchAll(pattern)) {
        found.set(kind, before.length - match.index - match[0].length);
      }
    }
    return found;
  }
}

const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е');
