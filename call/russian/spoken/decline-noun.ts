import type { Gender } from '../say-number.ts';
import { type CaseForms, type GrammaticalCase, inCase } from './grammatical-case.ts';
import { countClass } from './say-cardinal.ts';

/** A counted noun. `few` is its form after 2, 3, 4 where that is not the genitive singular (два квадратных метра). */
export interface Noun {
  gender: Gender;
  singular: CaseForms;
  plural: CaseForms;
  few?: string;
}

type Endings = readonly [Gender, string, string];

// Endings by class, in the order of the cases; `-` is an empty ending.
const classes: Record<string, Endings> = {
  /** метр */ m: ['masculine', '- а у - ом е', 'ы ов ам ы ами ах'],
  /** ящик, этаж: -и in the plural */ mk: ['masculine', '- а у - ом е', 'и ов ам и ами ах'],
  /** этаж, кирпич */ msh: ['masculine', '- а у - ом е', 'и ей ам и ами ах'],
  /** месяц */ mc: ['masculine', '- а у - ем е', 'ы ев ам ы ами ах'],
  /** рубль */ ms: ['masculine', 'ь я ю ь ём е', 'и ей ям и ями ях'],
  /** случай */ mj: ['masculine', 'й я ю й ем е', 'и ев ям и ями ях'],
  /** минута */ f: ['feminine', 'а ы е у ой е', 'ы - ам ы ами ах'],
  /** книга */ fk: ['feminine', 'а и е у ой е', 'и - ам и ами ах'],
  /** неделя */ fs: ['feminine', 'я и е ю ей е', 'и ь ям и ями ях'],
  /** позиция */ fi: ['feminine', 'я и и ю ей и', 'и й ям и ями ях'],
  /** гостиница */ fc: ['feminine', 'а ы е у ей е', 'ы - ам ы ами ах'],
  /** встреча */ fsh: ['feminine', 'а и е у ей е', 'и - ам и ами ах'],
  /** статья */ fy: ['feminine', 'я и е ю ёй е', 'и - ям и ями ях'],
  /** полотенце */ nc: ['neuter', 'е а у е ем е', 'а - ам а ами ах'],
  /** море */ ns: ['neuter', 'е я ю е ем е', 'я ей ям я ями ях'],
  /** часть */ f3: ['feminine', 'ь и и ь ью и', 'и ей ям и ями ях'],
  /** место */ n: ['neuter', 'о а у о ом е', 'а - ам а ами ах'],
  /** занятие */ ni: ['neuter', 'е я ю е ем и', 'я й ям я ями ях'],
};

function decline(stem: string, endings: string): CaseForms {
  return endings
    .split(' ')
    .map((ending) => (ending === '-' ? stem : `${stem}${ending}`)) as unknown as CaseForms;
}

/**
 * A noun of one of the classes above. `many` is the genitive plural where the class does not give it: a fleeting
 * vowel (копе+ек), none at all (байт), another stem. `nominative` likewise (подарок, подарка).
 */
export function noun(stem: string, declension: string, many?: string, nominative?: string): Noun {
  const [gender, singular, plural] = classes[declension] as Endings;
  const forms = decline(stem, plural);
  const one = decline(stem, singular);
  return {
    gender,
    singular: nominative ? [nominative, one[1], one[2], nominative, one[4], one[5]] : one,
    plural: many ? [forms[0], many, forms[2], forms[3], forms[4], forms[5]] : forms,
  };
}

/** евро, сомони: one form for everything. */
export function unchanging(word: string, gender: Gender): Noun {
  const forms: CaseForms = [word, word, word, word, word, word];
  return { gender, singular: forms, plural: forms };
}

/** квадратный + метр: the adjective agrees; after 2, 3, 4 it stands in the genitive plural (feminine: nominative). */
export function qualified(adjectiveStem: string, base: Noun): Noun {
  const masculine = ['ый', 'ого', 'ому', 'ый', 'ым', 'ом'];
  const feminine = ['ая', 'ой', 'ой', 'ую', 'ой', 'ой'];
  const endings = base.gender === 'feminine' ? feminine : masculine;
  const plural = ['ые', 'ых', 'ым', 'ые', 'ыми', 'ых'];
  const join = (forms: CaseForms, tails: string[]) =>
    forms.map((form, index) => `${adjectiveStem}${tails[index]} ${form}`) as unknown as CaseForms;
  return {
    gender: base.gender,
    singular: join(base.singular, endings),
    plural: join(base.plural, plural),
    few: `${adjectiveStem}${base.gender === 'feminine' ? 'ые' : 'ых'} ${base.singular[1]}`,
  };
}

/** километр + “в час”. */
export function followedBy(base: Noun, tail: string): Noun {
  const join = (forms: CaseForms) => forms.map((form) => `${form} ${tail}`) as unknown as CaseForms;
  const out: Noun = { gender: base.gender, singular: join(base.singular), plural: join(base.plural) };
  return base.few ? { ...out, few: `${base.few} ${tail}` } : out;
}

/** The noun after a whole number in a case: 2 → “рубля”, к 2 → “рублям”, 1000 → “рублей” in every case. */
export function afterNumber(counted: Noun, value: number, grammaticalCase: GrammaticalCase): string {
  if (value > 0 && value % 1000 === 0) return counted.plural[1];
  const kind = countClass(value);
  const isDirect = grammaticalCase === 'nominative' || grammaticalCase === 'accusative';
  if (kind === 'one') return inCase(counted.singular, grammaticalCase);
  if (!isDirect) return inCase(counted.plural, grammaticalCase);
  return kind === 'few' ? (counted.few ?? counted.singular[1]) : counted.plural[1];
}
