import { followedBy, type Noun, noun, qualified, unchanging } from './decline-noun.ts';
import type { CaseForms } from './grammatical-case.ts';
import { isDigit, isLetter, isSpace, type TextWindow } from './text-window.ts';

/** Money with its hundredth: 12,50 ₽ is read as roubles and kopecks. */
export interface Currency {
  noun: Noun;
  hundredth?: Noun;
}

const metre = noun('метр', 'm');
const kilometre = noun('километр', 'm');
const cubicMetre: Noun = {
  gender: 'masculine',
  singular: caseForms(
    'кубический метр',
    'кубического метра',
    'кубическому метру',
    'кубическим метром',
    'кубическом метре',
  ),
  plural: caseForms(
    'кубические метры',
    'кубических метров',
    'кубическим метрам',
    'кубическими метрами',
    'кубических метрах',
  ),
  few: 'кубических метра',
};
const hour = noun('час', 'm');
const degree = noun('градус', 'm');
const byte = (prefix: string) => noun(`${prefix}байт`, 'm', `${prefix}байт`);
const watt = (prefix: string) => noun(`${prefix}ватт`, 'm', `${prefix}ватт`);
const hertz = (prefix: string) => noun(`${prefix}герц`, 'm', `${prefix}герц`);
const bits = (prefix: string) => followedBy(noun(`${prefix}бит`, 'm', `${prefix}бит`), 'в секунду');
const month = noun('месяц', 'mc');

const day: Noun = {
  gender: 'masculine',
  singular: ['день', 'дня', 'дню', 'день', 'днём', 'дне'],
  plural: ['дни', 'дней', 'дням', 'дни', 'днями', 'днях'],
};
const person = noun('человек', 'm', 'человек');

const adult: Noun = {
  gender: 'masculine',
  singular: ['взрослый', 'взрослого', 'взрослому', 'взрослого', 'взрослым', 'взрослом'],
  plural: ['взрослые', 'взрослых', 'взрослым', 'взрослых', 'взрослыми', 'взрослых'],
  few: 'взрослых',
};
const child: Noun = {
  gender: 'masculine',
  singular: ['ребёнок', 'ребёнка', 'ребёнку', 'ребёнка', 'ребёнком', 'ребёнке'],
  plural: ['дети', 'детей', 'детям', 'детей', 'детьми', 'детях'],
};
const days: Noun = {
  gender: 'feminine',
  singular: ['сутки', 'суток', 'суткам', 'сутки', 'сутками', 'сутках'],
  plural: ['сутки', 'суток', 'суткам', 'сутки', 'сутками', 'сутках'],
};

/** The accusative of what does not live is the nominative. */
function caseForms(
  nominative: string,
  genitive: string,
  dative: string,
  instrumental: string,
  prepositional: string,
): CaseForms {
  return [nominative, genitive, dative, nominative, instrumental, prepositional];
}

const units: [string, Noun][] = [
  ['км', kilometre],
  ['km', kilometre],
  ['м', metre],
  ['дм', noun('дециметр', 'm')],
  ['см', noun('сантиметр', 'm')],
  ['cm', noun('сантиметр', 'm')],
  ['мм', noun('миллиметр', 'm')],
  ['кг', noun('килограмм', 'm')],
  ['kg', noun('килограмм', 'm')],
  ['г', noun('грамм', 'm')],
  ['гр', noun('грамм', 'm')],
  ['мг', noun('миллиграмм', 'm')],
  ['т', noun('тонн', 'f')],
  ['ц', noun('центнер', 'm')],
  ['л', noun('литр', 'm')],
  ['мл', noun('миллилитр', 'm')],
  ['км²', qualified('квадратн', kilometre)],
  ['м²', qualified('квадратн', metre)],
  ['м2', qualified('квадратн', metre)],
  ['кв. м', qualified('квадратн', metre)],
  ['кв.м', qualified('квадратн', metre)],
  ['кв м', qualified('квадратн', metre)],
  ['кв. км', qualified('квадратн', kilometre)],
  ['см²', qualified('квадратн', noun('сантиметр', 'm'))],
  ['м³', cubicMetre],
  ['м3', cubicMetre],
  ['куб. м', cubicMetre],
  ['куб.м', cubicMetre],
  ['га', noun('гектар', 'm')],
  ['км/ч', followedBy(kilometre, 'в час')],
  ['м/с', followedBy(metre, 'в секунду')],
  ['с.', noun('секунд', 'f')],
  ['сек', noun('секунд', 'f')],
  ['мин', noun('минут', 'f')],
  ['ч', hour],
  ['час.', hour],
  ['дн', day],
  ['нед', noun('недел', 'fs', 'недель')],
  ['мес', month],
  ['шт', noun('штук', 'fk', 'штук')],
  ['уп', noun('упаковк', 'fk', 'упаковок')],
  ['чел', person],
  ['взр', adult],
  ['реб', child],
  ['дет', child],
  ['сут', days],
  ['сот', noun('сотк', 'fk', 'соток')],
  ['стр', noun('страниц', 'fc')],
  ['ккал/ч', followedBy(noun('килокалори', 'fi'), 'в час')],
  ['об/мин', followedBy(noun('оборот', 'm'), 'в минуту')],
  ['дюйм', noun('дюйм', 'm')],
  ['атм', noun('атмосфер', 'f')],
  ['дБ', noun('децибел', 'm', 'децибел')],
  ['мА·ч', followedBy(noun('миллиампер', 'm', 'миллиампер'), 'час')],
  ['экз', noun('экземпляр', 'm')],
  ['балл.', noun('балл', 'm')],
  ['%', noun('процент', 'm')],
  ['‰', unchanging('промилле', 'neuter')],
  ['°C', followedBy(degree, 'Цельсия')],
  ['°С', followedBy(degree, 'Цельсия')],
  ['°', degree],
  ['КБ', byte('кило')],
  ['Кб', byte('кило')],
  ['МБ', byte('мега')],
  ['Мб', byte('мега')],
  ['MB', byte('мега')],
  ['ГБ', byte('гига')],
  ['Гб', byte('гига')],
  ['GB', byte('гига')],
  ['ТБ', byte('тера')],
  ['Тб', byte('тера')],
  ['TB', byte('тера')],
  ['Кбит/с', bits('кило')],
  ['Мбит/с', bits('мега')],
  ['Гбит/с', bits('гига')],
  ['Вт', watt('')],
  ['кВт', watt('кило')],
  ['кВт·ч', followedBy(watt('кило'), 'час')],
  ['кВт*ч', followedBy(watt('кило'), 'час')],
  ['Гц', hertz('')],
  ['кГц', hertz('кило')],
  ['МГц', hertz('мега')],
  ['ГГц', hertz('гига')],
  ['ккал', noun('килокалори', 'fi')],
];

/** лошадиная сила: both words decline, so it is spelled out. */
const horsepower: Noun = {
  gender: 'feminine',
  singular: [
    'лошадиная сила',
    'лошадиной силы',
    'лошадиной силе',
    'лошадиную силу',
    'лошадиной силой',
    'лошадиной силе',
  ],
  plural: [
    'лошадиные силы',
    'лошадиных сил',
    'лошадиным силам',
    'лошадиные силы',
    'лошадиными силами',
    'лошадиных силах',
  ],
  few: 'лошадиные силы',
};
units.push(['л.с', horsepower], ['л. с', horsepower]);

const rouble: Currency = { noun: noun('рубл', 'ms'), hundredth: noun('копейк', 'fk', 'копеек') };
const dollar: Currency = { noun: noun('доллар', 'm'), hundredth: noun('цент', 'm') };
const euro: Currency = { noun: unchanging('евро', 'masculine'), hundredth: noun('цент', 'm') };
const pound: Currency = { noun: noun('фунт', 'm'), hundredth: noun('пенс', 'm') };
const tenge: Currency = { noun: unchanging('тенге', 'masculine') };
const yuan: Currency = {
  noun: { ...noun('юан', 'ms'), plural: ['юани', 'юаней', 'юаням', 'юани', 'юанями', 'юанях'] },
};

const currencies: [string, Currency][] = [
  ['₽', rouble],
  ['руб', rouble],
  ['р', rouble],
  ['RUB', rouble],
  ['RUR', rouble],
  ['коп', { noun: noun('копейк', 'fk', 'копеек') }],
  ['$', dollar],
  ['USD', dollar],
  ['долл', dollar],
  ['€', euro],
  ['EUR', euro],
  ['£', pound],
  ['GBP', pound],
  ['₸', tenge],
  ['KZT', tenge],
  ['¥', yuan],
  ['CNY', yuan],
];

/** тыс., млн: a noun of their own, after which everything stands in the genitive plural. */
const scales: [string, Noun, number][] = [
  [
    'тыс',
    { ...noun('тысяч', 'f'), singular: ['тысяча', 'тысячи', 'тысяче', 'тысячу', 'тысячей', 'тысяче'] },
    1e3,
  ],
  ['млн', noun('миллион', 'm'), 1e6],
  ['млрд', noun('миллиард', 'm'), 1e9],
  ['трлн', noun('триллион', 'm'), 1e12],
];

const byLength = <T extends [string, ...unknown[]]>(list: T[]) => {
  const index = new Map<string, T[]>();
  for (const entry of list.toSorted((a, b) => b[0].length - a[0].length)) {
    const key = entry[0][0] as string;
    index.set(key, [...(index.get(key) ?? []), entry]);
  }
  return index;
};
const unitIndex = byLength(units);
const currencyIndex = byLength(currencies);
const scaleIndex = byLength(scales);

export interface Found<T> {
  value: T;
  /** Where the text goes on. */
  end: number;
}

/** Units that a smaller one often follows: 1 ч. 20 мин., 5 руб. 30 коп. */
const chained = new Set('ч мин сек тыс млн млрд руб р долл кг г км м см мес нед дн чел взр'.split(' '));

/** Past the unit's full stop, unless it ends the sentence; a new number after a unit that has no smaller one begins another. */
function afterUnitStop(window: TextWindow, end: number, unit: string): number {
  const stop = window.afterStop(end);
  if (stop === end) return end;
  const next = window.at(window.skipSpaces(stop));
  return next === '~' || next === '≈' || (isDigit(next) && !chained.has(unit)) ? end : stop;
}

function find<T extends [string, ...unknown[]]>(
  index: Map<string, T[]>,
  window: TextWindow,
  position: number,
): Found<T> | undefined {
  const at = window.skipSpaces(position);
  for (const entry of index.get(window.at(at)) ?? []) {
    const end = at + entry[0].length;
    if (!window.startsWith(entry[0], at)) continue;
    const next = window.at(end);
    const endsInLetter = isLetter(entry[0].at(-1) as string);
    if (endsInLetter && (isLetter(next) || isDigit(next))) continue;
    // 40702 р/с is an account, 500 р/мес a price.
    if (next === '/' && entry[0] === 'р' && window.at(end + 1) === 'с') continue;
    if (entry[0].endsWith('.')) return { value: entry, end: window.afterStop(end - 1) };
    return { value: entry, end: endsInLetter ? afterUnitStop(window, end, entry[0]) : end };
  }
  return undefined;
}

/** Per what: руб./мес., ₽/ч. */
const per: [string, string][] = [
  ['мес', 'в месяц'],
  ['месяц', 'в месяц'],
  ['год', 'в год'],
  ['день', 'в день'],
  ['сутки', 'в сутки'],
  ['сут', 'в сутки'],
  ['нед', 'в неделю'],
  ['час', 'в час'],
  ['ч', 'в час'],
  ['мин', 'в минуту'],
  ['сек', 'в секунду'],
  ['чел', 'за человека'],
  ['шт', 'за штуку'],
  ['кг', 'за килограмм'],
  ['м²', 'за квадратный метр'],
  ['м2', 'за квадратный метр'],
  ['л', 'за литр'],
  ['км', 'за километр'],
  ['м', 'за метр'],
];
const perIndex = byLength(per);

/** “/мес.” after a price. */
export function readPer(window: TextWindow, position: number): Found<string> | undefined {
  let at = position;
  if (window.at(at) === '.' && window.at(at + 1) === '/') at++;
  if (window.at(at) !== '/' || isSpace(window.at(at + 1))) return undefined;
  const found = find(perIndex, window, at + 1);
  return found && { value: found.value[1], end: found.end };
}

export function readUnit(window: TextWindow, position: number): Found<Noun> | undefined {
  const found = find(unitIndex, window, position);
  return found && { value: found.value[1], end: found.end };
}

export function readCurrency(window: TextWindow, position: number): Found<Currency> | undefined {
  const found = find(currencyIndex, window, position);
  return found && { value: found.value[1], end: found.end };
}

export function readScale(
  window: TextWindow,
  position: number,
): Found<{ noun: Noun; factor: number }> | undefined {
  const found = find(scaleIndex, window, position);
  return found && { value: { noun: found.value[1], factor: found.value[2] }, end: found.end };
}
