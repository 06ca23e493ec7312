import { type Noun, noun, unchanging } from './decline-noun.ts';
import { type GrammaticalCase, inCase } from './grammatical-case.ts';
import { governedCases, governor, type LeftContext } from './governing-case.ts';
import type { Reading } from './reading.ts';
import { isDigit, isLetter, type TextWindow } from './text-window.ts';

const street = noun('улиц', 'f');
const square: Noun = noun('площад', 'f3');
const embankment: Noun = {
  gender: 'feminine',
  singular: ['набережная', 'набережной', 'набережной', 'набережную', 'набережной', 'набережной'],
  plural: ['набережные', 'набережных', 'набережным', 'набережные', 'набережными', 'набережных'],
};
const lane: Noun = {
  gender: 'masculine',
  singular: ['переулок', 'переулка', 'переулку', 'переулок', 'переулком', 'переулке'],
  plural: ['переулки', 'переулков', 'переулкам', 'переулки', 'переулками', 'переулках'],
};
const settlement: Noun = {
  ...lane,
  singular: ['посёлок', 'посёлка', 'посёлку', 'посёлок', 'посёлком', 'посёлке'],
};
const village: Noun = {
  ...street,
  singular: ['деревня', 'деревни', 'деревне', 'деревню', 'деревней', 'деревне'],
};

/** Parts of an address, declined by the words before: на ул. → на улице. */
const places = new Map<string, Noun>([
  ['ул', { ...street, singular: ['улица', 'улицы', 'улице', 'улицу', 'улицей', 'улице'] }],
  ['г', noun('город', 'm')],
  ['гор', noun('город', 'm')],
  ['просп', noun('проспект', 'm')],
  ['пр', noun('проспект', 'm')],
  ['пер', lane],
  ['пл', square],
  ['наб', embankment],
  ['бул', noun('бульвар', 'm')],
  ['ш', unchanging('шоссе', 'neuter')],
  ['обл', noun('област', 'f3')],
  ['мкр', noun('микрорайон', 'm')],
  ['пос', settlement],
  ['респ', noun('республик', 'fk')],
]);
/** Words that number what follows: only before a figure. */
const numbered = new Map<string, Noun>([
  ['д', noun('дом', 'm')],
  ['кв', noun('квартир', 'f')],
  ['корп', noun('корпус', 'm')],
  ['к', noun('корпус', 'm')],
  ['стр', noun('страниц', 'f')],
  ['оф', noun('офис', 'm')],
  ['каб', noun('кабинет', 'm')],
  ['под', noun('подъезд', 'm')],
  ['эт', noun('этаж', 'msh')],
  ['вл', noun('владени', 'ni')],
  ['п', noun('пункт', 'm')],
  ['ст', noun('стат', 'fi')],
  ['гл', noun('глав', 'f')],
  ['ч', noun('част', 'f3')],
  ['рис', noun('рисунк', 'mk')],
  ['ауд', noun('аудитори', 'fi')],
  ['пом', noun('помещени', 'ni')],
]);
const building: Noun = noun('строени', 'ni');
const fixedNominative: Record<string, string> = { ст: 'статья', рис: 'рисунок' };

/** One spoken form, written with a full stop. `ends`: the stop may also end the sentence. */
const fixed: Record<string, { said: string; ends?: boolean }> = {
  тел: { said: 'телефон' },
  моб: { said: 'мобильный' },
  доб: { said: 'добавочный' },
  им: { said: 'имени' },
  см: { said: 'смотрите' },
  напр: { said: 'например' },
  ок: { said: 'около' },
  макс: { said: 'максимум', ends: true },
  мин: { said: 'минимум', ends: true },
  руб: { said: 'рублей', ends: true },
  коп: { said: 'копеек', ends: true },
  тыс: { said: 'тысяч', ends: true },
  шт: { said: 'штук', ends: true },
  проф: { said: 'профессор' },
  акад: { said: 'академик' },
  табл: { said: 'таблица' },
  др: { said: 'другие', ends: true },
  долл: { said: 'долларов', ends: true },
  прим: { said: 'примечание' },
  адм: { said: 'административный' },
  внутр: { said: 'внутренний' },
  сокр: { said: 'сокращённо' },
  эл: { said: 'электронная' },
  ред: { said: 'редакция', ends: true },
  чел: { said: 'человек', ends: true },
  кг: { said: 'килограмм', ends: true },
};

/** “450 ₽ за шт.”, “2 раза в нед.”: one of them, in the accusative. */
const perOne: Readonly<Record<string, string>> = {
  шт: 'штуку',
  кг: 'килограмм',
  мес: 'месяц',
  мин: 'минуту',
  час: 'час',
  чел: 'человека',
  сут: 'сутки',
  нед: 'неделю',
  уп: 'упаковку',
};

/** Abbreviations of several parts, matched without their spaces. */
const compound: [string, string, boolean][] = [
  ['т.д', 'так далее', true],
  ['т.п', 'тому подобное', true],
  ['т.е', 'то есть', false],
  ['т.к', 'так как', false],
  ['т.н', 'так называемый', false],
  ['т.о', 'таким образом', false],
  ['т.ч', 'том числе', false],
  ['н.э', 'нашей эры', true],
  ['ст.м', 'станция метро', false],
  ['р.п', 'рабочий посёлок', false],
  ['к.т.н', 'кандидат технических наук', true],
];

/** Written with a hyphen or a stroke, forms as they are. */
const whole: Record<string, string> = {
  'р-н': 'район',
  'р-на': 'района',
  'р-ну': 'району',
  'р-не': 'районе',
  'р-ном': 'районом',
  'р-он': 'район',
  'пр-т': 'проспект',
  'пр-та': 'проспекта',
  'пр-ту': 'проспекту',
  'пр-те': 'проспекте',
  'пр-кт': 'проспект',
  'б-р': 'бульвар',
  'б-ра': 'бульвара',
  'б-ре': 'бульваре',
  'мкр-н': 'микрорайон',
  'мкр-не': 'микрорайоне',
  'г-н': 'господин',
  'г-на': 'господина',
  'г-ну': 'господину',
  'г-жа': 'госпожа',
  'г-жи': 'госпожи',
  'г-же': 'госпоже',
  'кол-во': 'количество',
  'кол-ва': 'количества',
  'д-р': 'доктор',
  'ж/д': 'жэ дэ',
  'з/п': 'зарплата',
  'б/у': 'бэ у',
  'р/с': 'расчётный счёт',
  'к/с': 'корреспондентский счёт',
  'и/или': 'и или',
  'с/у': 'санузел',
  'п/п': 'пэ пэ',
  'в/ч': 'вэ че',
  'мин-т': 'минут',
  мск: 'по московскому времени',
  млн: 'миллионов',
  млрд: 'миллиардов',
};

/** Declined by what stands before: “на пр-т” is text, but “по г-н” is nobody's spelling. */
const declinedWhole: Record<string, Noun> = {
  'пр-т': noun('проспект', 'm'),
  'р-н': noun('район', 'm'),
  'б-р': noun('бульвар', 'm'),
  'пр-кт': noun('проспект', 'm'),
  'мкр-н': noun('микрорайон', 'm'),
};

export interface AbbreviationReading extends Reading {
  /** The word that now stands before what follows: дом, квартира, телефон. */
  word: string;
  isAddress: boolean;
}

/** Every first part of an abbreviation, so that an unfinished word that can become none flows on at once. */
export const abbreviationForms: readonly string[] = [
  ...places.keys(),
  ...numbered.keys(),
  ...Object.keys(fixed),
  ...Object.keys(whole),
  ...Object.keys(perOne),
  ...compound.map(([form]) => form.slice(0, form.indexOf('.'))),
];

const cities =
  /^(?:москв|санкт|петербург|казан|самар|омск|томск|пенз|ростов|киров|саратов|тамбов|псков|азов|чехов|серпухов|корол[её]в|дмитров|пушкин|королев|белгород|балашов|сергиев|обнинск|иваново|кемеров|щ[её]лков|одинцов|люберц|химк|тул|твер|сочи|уф|перм|воронеж)/i;

/** г. before a surname is a gentleman, before anything else a city. Prepositions of place speak for the city. */
function isGentleman(name: string, left: LeftContext): boolean {
  if (!/(?:[её]в|ов|ин|ын|ский|цкий)[ауы]?$/.test(name.toLowerCase()) || cities.test(name)) return false;
  return !/^(?:в|во|из|до|по)$/.test(governor(left));
}

/** The abbreviation at `position` whose letters are `word` (lower case), understood in its context. */
export function readAbbreviation(
  window: TextWindow,
  position: number,
  word: string,
  left: LeftContext,
  isAddress: boolean,
): AbbreviationReading | undefined {
  const end = position + word.length;
  const plain = readWhole(window, position, word, left);
  if (plain) return plain;
  if (window.at(end) !== '.') return undefined;
  const several = readCompound(window, position, word);
  if (several) return several;
  const next = window.skipSpaces(end + 1);
  const following = window.at(next);
  const isCapital = isLetter(following) && following !== following.toLowerCase();
  const counted = numbered.get(word);
  if (counted && isDigit(following)) {
    const isBuilding = word === 'стр' && isAddress;
    const place = isBuilding ? building : counted;
    const said = fixedNominative[word] ?? inCase(place.singular, placeCase(left, ''));
    const partOfAddress = isAddress || /^(?:д|кв|корп|оф|вл|под)$/.test(word);
    return { spoken: said, end: end + 1, word: place.singular[0], isAddress: partOfAddress };
  }
  if (word === 'д' && isCapital) return place(village, window, end, left, next);
  if (word === 'п' && isCapital) return place(settlement, window, end, left, next);
  if (word === 'м' && isCapital) return { spoken: 'метро', end: end + 1, word: 'метро', isAddress: true };
  if (word === 'г' && isCapital && isGentleman(window.wordAt(next), left)) {
    return { spoken: gentleman(window.wordAt(next)), end: end + 1, word: 'господин', isAddress: false };
  }
  if (word === 'пр' && left.words.at(-1) === 'и') {
    return { spoken: 'прочее', end: window.afterStop(end), word: 'прочее', isAddress: false };
  }
  const spot = places.get(word);
  if (
    spot &&
    (isCapital || isDigit(following) || isAdjectival(left) || (word === 'обл' && left.words.length > 0))
  ) {
    return place(spot, window, end, left, next);
  }
  const each = left.words.at(-1) === 'за' || left.words.at(-1) === 'в' ? perOne[word] : undefined;
  if (each) return { spoken: each, end: window.afterStop(end), word: each, isAddress: false };
  const one = Object.hasOwn(fixed, word) ? fixed[word] : undefined;
  if (one)
    return {
      spoken: one.said,
      end: one.ends ? window.afterStop(end) : end + 1,
      word: one.said,
      isAddress: false,
    };
  return undefined;
}

function readWhole(
  window: TextWindow,
  position: number,
  word: string,
  left: LeftContext,
): AbbreviationReading | undefined {
  let key = word;
  if (window.at(position + word.length) === '/' && isLetter(window.at(position + word.length + 1))) {
    key = `${word}/${window.wordAt(position + word.length + 1)}`.toLowerCase();
  }
  const said = Object.hasOwn(whole, key) ? whole[key] : undefined;
  if (!said) return undefined;
  const declined = declinedWhole[key];
  const end = position + key.length;
  const stop = key.includes('-') ? end : window.afterStop(end);
  const spoken = declined ? inCase(declined.singular, placeCase(left, '')) : said;
  return {
    spoken,
    end: stop,
    word: /^[рк]\/с$/.test(key) ? 'счёт' : said,
    isAddress: declined !== undefined,
  };
}

function readCompound(window: TextWindow, position: number, word: string): AbbreviationReading | undefined {
  for (const [form, said, ends] of compound) {
    if (!form.startsWith(`${word}.`)) continue;
    const letters = form.split('.');
    let at = position + word.length;
    let fits = true;
    for (const letter of letters.slice(1)) {
      at = window.skipSpaces(at + 1);
      const found = window.wordAt(at);
      if (found !== letter) {
        fits = false;
        break;
      }
      at += found.length;
    }
    if (!fits) continue;
    const end = ends ? window.afterStop(at) : window.at(at) === '.' ? at + 1 : at;
    return { spoken: said, end, word: said, isAddress: false };
  }
  return undefined;
}

function gentleman(surname: string): string {
  if (/(?:[её]в|ов|ин|ын)а$|(?:ского|цкого)$/.test(surname)) return 'господина';
  if (/(?:[её]в|ов|ин|ын)у$/.test(surname)) return 'господину';
  return 'господин';
}

function place(
  spot: Noun,
  window: TextWindow,
  end: number,
  left: LeftContext,
  next: number,
): AbbreviationReading {
  const name = isLetter(window.at(next)) ? window.wordAt(next) : '';
  const spoken = inCase(spot.singular, placeCase(left, name));
  // After its adjective (Московская обл.) the stop may also end the sentence.
  const stop = isAdjectival(left) ? window.afterStop(end) : end + 1;
  return { spoken, end: stop, word: spot.singular[0], isAddress: true };
}

const adjective = /(?:[ыио]й|ая|яя|ого|его|ому|ему|ом|ем|ым|им|ую|юю|ое|ее)$/;

function isAdjectival(left: LeftContext): boolean {
  const word = left.words.at(-1) ?? '';
  return word.length > 4 && adjective.test(word);
}

/** The case of a place: from its adjective, the name after it, or the preposition, which here asks where rather than where to. */
function placeCase(left: LeftContext, name: string): GrammaticalCase {
  const word = left.words.at(-1) ?? '';
  if (isAdjectival(left)) {
    if (/(?:ого|его)$/.test(word)) return 'genitive';
    if (/(?:ому|ему)$/.test(word)) return 'dative';
    if (/(?:ым|им)$/.test(word)) return 'instrumental';
    if (/(?:ую|юю)$/.test(word)) return 'accusative';
    if (/(?:[^о]м|ом)$/.test(word)) return 'prepositional';
    if (/(?:ой|ей)$/.test(word))
      return governedByPlace(left) === 'prepositional' ? 'prepositional' : 'genitive';
    return 'nominative';
  }
  // “На пересечении пр. Мира и ул. Лесной”, “на углу ул. …”.
  if (/^(?:пересечени[еию]|углу|угол|конце|начале|районе|стороне|сторону|жител[ия]|напротив)$/.test(word))
    return 'genitive';
  if (word === 'и' && left.words.some((one) => /^пересечени/.test(one))) return 'genitive';
  const governed = governedByPlace(left);
  if (governed === 'prepositional' && /[ую]$/.test(name)) return 'accusative';
  return governed ?? 'nominative';
}

function governedByPlace(left: LeftContext): GrammaticalCase | undefined {
  // The preposition stands before the adjective, which `governor` stops at.
  const words = isAdjectival(left) ? left.words.slice(0, -1) : left.words;
  const last = words.at(-1) ?? '';
  if (last === 'в' || last === 'во' || last === 'на') return 'prepositional';
  if (last === 'по') return 'dative';
  if (last === 'за' || last === 'под') return 'instrumental';
  return last === '' ? undefined : governedCases({ words: [last] })[0];
}
