import type { Gender } from '../say-number.ts';
import { commonNouns } from './common-nouns.ts';
import { noun, type Noun } from './decline-noun.ts';
import { type GrammaticalCase, grammaticalCases } from './grammatical-case.ts';

/** One way to understand a word form: часа = genitive singular of час. */
export interface NounReading {
  gender: Gender;
  isPlural: boolean;
  grammaticalCase: GrammaticalCase;
  isAnimate: boolean;
  /** From the list rather than by ending. */
  isKnown?: true;
  /** взрослый: declined as an adjective. */
  isAdjectival?: true;
  /** A guess from a bare consonant, which may as well be a verb: believed only where nothing else is asked. */
  isUncertain?: true;
  /** Numbered (“в 5 квартире” is the fifth) where counting does not fit the form; `always` for “1 этаж” too. */
  numbered?: 'otherwise' | 'always';
}

// stem:class[:genitive plural]. In front: * living; # numbered where counting does not fit; ! numbered even as 1 and 21.
const table = `
час:m минут:f секунд:f недел:fs:недель месяц:mc:месяцев рубл:ms копейк:fk:копеек доллар:m цент:m процент:m метр:m
километр:m сантиметр:m миллиметр:m литр:m миллилитр:m грамм:m килограмм:m тонн:f градус:m байт:m:байт килобайт:m:килобайт
мегабайт:m:мегабайт гигабайт:m:гигабайт терабайт:m:терабайт ватт:m:ватт киловатт:m:киловатт вольт:m:вольт ампер:m:ампер
штук:fk:штук упаковк:fk:упаковок коробк:fk:коробок порци:fi бутылк:fk:бутылок пачк:fk:пачек таблетк:fk:таблеток билет:m
заказ:m товар:m стол:m заявк:fk:заявок вопрос:m ответ:m случа:mj част:f3 балл:m бонус:m услуг:fk:услуг позици:fi
попытк:fk:попыток смен:f процедур:f сеанс:m урок:mk заняти:ni мест:n:мест окн:n:окон слов:n:слов букв:f цифр:f
звезд:f:звёзд комнат:f ноч:f3:ночей город:m магазин:m салон:m филиал:m договор:m товар:m адрес:m
*гост:ms:гостей *клиент:m *специалист:m *сотрудник:mk *врач:msh *пассажир:m *участник:mk
!этаж:msh !подъезд:m !корпус:m !класс:m !курс:m !век:mk !раздел:m !пункт:m !разряд:m !категори:fi !лини:fi !степен:f3 !очеред:f3
!числ:n:чисел !квартал:m #кабинет:m #ряд:m #вагон:m #терминал:m #автобус:m #трамва:mj #троллейбус:m #маршрут:m #поликлиник:fk:поликлиник #том:m #сезон:m #квартир:f #палат:f #групп:f #школ:f
#больниц:f #глав:f #страниц:f #секци:fi #сери:fi #стади:fi #строк:fk:строк #платформ:f
#отделени:ni #полугоди:ni #тысячелети:ni`;

const irregular: [string, Noun][] = [
  [
    '',
    {
      ...noun('д', 'm'),
      singular: ['день', 'дня', 'дню', 'день', 'днём', 'дне'],
      plural: ['дни', 'дней', 'дням', 'дни', 'днями', 'днях'],
    },
  ],
  [
    '#',
    {
      ...noun('д', 'm'),
      singular: ['дом', 'дома', 'дому', 'дом', 'домом', 'доме'],
      plural: ['дома', 'домов', 'домам', 'дома', 'домами', 'домах'],
    },
  ],
  ['', { ...noun('номер', 'm'), plural: ['номера', 'номеров', 'номерам', 'номера', 'номерами', 'номерах'] }],
  ['', { ...noun('раз', 'm', 'раз') }],
  ['', { ...noun('звонк', 'mk'), singular: ['звонок', 'звонка', 'звонку', 'звонок', 'звонком', 'звонке'] }],
  ['*', { ...noun('человек', 'm', 'человек') }],
  [
    '*',
    {
      ...noun('ребёнк', 'm'),
      singular: ['ребёнок', 'ребёнка', 'ребёнку', 'ребёнка', 'ребёнком', 'ребёнке'],
      plural: ['дети', 'детей', 'детям', 'детей', 'детьми', 'детях'],
    },
  ],
  [
    '*',
    {
      ...noun('мастер', 'm'),
      plural: ['мастера', 'мастеров', 'мастерам', 'мастеров', 'мастерами', 'мастерах'],
    },
  ],
  [
    '*',
    {
      ...noun('взросл', 'm'),
      singular: ['взрослый', 'взрослого', 'взрослому', 'взрослого', 'взрослым', 'взрослом'],
      plural: ['взрослые', 'взрослых', 'взрослым', 'взрослых', 'взрослыми', 'взрослых'],
    },
  ],
  [
    '#',
    { ...noun('уровн', 'ms'), singular: ['уровень', 'уровня', 'уровню', 'уровень', 'уровнем', 'уровне'] },
  ],
  [
    '#',
    {
      ...noun('год', 'm'),
      singular: ['год', 'года', 'году', 'год', 'годом', 'году'],
      plural: ['годы', 'лет', 'годам', 'годы', 'годами', 'годах'],
    },
  ],
];
const readings = new Map<string, NounReading[]>();

function learn(counted: Noun, flag: string): void {
  const isAnimate = flag === '*';
  const numbered = flag === '!' ? 'always' : 'otherwise';
  for (const isPlural of [false, true]) {
    const forms = isPlural ? counted.plural : counted.singular;
    for (const [index, form] of forms.entries()) {
      const grammaticalCase = grammaticalCases[index] as GrammaticalCase;
      const isLiving = isAnimate && (isPlural || counted.gender === 'masculine');
      const reading: NounReading = {
        gender: counted.gender,
        isPlural,
        grammaticalCase,
        isAnimate,
        isKnown: true,
        ...(/(?:ый|ий)$/.test(counted.singular[0]) ? { isAdjectival: true as const } : {}),
        ...(flag === '!' || flag === '#' ? { numbered } : {}),
      };
      const known = readings.get(fold(form)) ?? [];
      if (!(isLiving && grammaticalCase === 'accusative')) known.push(reading);
      if (isLiving && grammaticalCase === 'genitive')
        known.push({ ...reading, grammaticalCase: 'accusative' });
      readings.set(fold(form), known);
    }
  }
}

function learnTable(entries: string, isNew: (nominative: string) => boolean): void {
  for (const entry of entries.trim().split(/\s+/)) {
    const [stem = '', declension = 'm', many, nominative] = entry.replace(/^[*#!]/, '').split(':');
    const counted = noun(stem, declension, many, nominative);
    if (isNew(fold(counted.singular[0]))) learn(counted, entry[0] as string);
  }
}
learnTable(table, () => true);
for (const [flag, counted] of irregular) learn(counted, flag);
// What the lists above say about a word counts; the forms of others are added.
learnTable(
  commonNouns,
  (nominative) =>
    !readings.get(nominative)?.some((one) => one.grammaticalCase === 'nominative' && !one.isPlural),
);

function fold(word: string): string {
  return word.toLowerCase().replaceAll('ё', 'е');
}

/** How the word form may be understood beside a number: from the list, otherwise by its ending. Empty when it is no noun. */
export function readNoun(word: string): readonly NounReading[] {
  const folded = fold(word);
  const known = readings.get(folded);
  if (known) return known;
  return notCounted.has(folded) || folded.length < 3 ? [] : guessReadings(folded);
}

const notCounted = new Set(
  (
    'для при или либо что как так это вас вам нас нам мне его них они она оно где когда если надо можно нужно есть был была было были ' +
    'будет будут будем стоит стоят свободно подходит подойдет подойдёт удобно сегодня завтра вчера уже еще тоже также только всего лишь ' +
    'утра вечера дня ночи после перед между около через без под над про из-за до от по за на сейчас потом затем хорошо да нет ' +
    'который которая которое которые каждый каждая каждое более менее больше меньше чем либо минимум максимум включительно бесплатно ' +
    'назад спустя вперед рядом вместе отдельно'
  ).split(' '),
);

const reading = (gender: Gender, isPlural: boolean, grammaticalCase: GrammaticalCase): NounReading => ({
  gender,
  isPlural,
  grammaticalCase,
  isAnimate: false,
});

// Readings by ending, the longest first. Wrong guesses cost agreement, never the number.
const guesses: [RegExp, NounReading[]][] = [
  [/(?:ами|ями)$/, [reading('masculine', true, 'instrumental')]],
  [/(?:ам|ям)$/, [reading('masculine', true, 'dative')]],
  [/(?:ах|ях)$/, [reading('masculine', true, 'prepositional')]],
  [/(?:ов|ев|ей)$/, [reading('masculine', true, 'genitive'), reading('feminine', false, 'instrumental')]],
  [/(?:ом|ем|ём)$/, [reading('masculine', false, 'instrumental'), reading('masculine', true, 'genitive')]],
  [/ью$/, [reading('feminine', false, 'instrumental')]],
  [/ой$/, [reading('feminine', false, 'instrumental')]],
  [/[ую]$/, [reading('feminine', false, 'accusative'), reading('masculine', false, 'dative')]],
  [
    /ы$/,
    [
      reading('feminine', false, 'genitive'),
      reading('masculine', true, 'nominative'),
      reading('masculine', true, 'accusative'),
    ],
  ],
  [
    /и$/,
    [
      reading('feminine', false, 'genitive'),
      reading('feminine', false, 'dative'),
      reading('feminine', false, 'prepositional'),
      reading('masculine', true, 'nominative'),
    ],
  ],
  [
    /(?:ние|тие|[оё]|ье|це)$/,
    [
      reading('neuter', false, 'nominative'),
      reading('neuter', false, 'accusative'),
      reading('neuter', false, 'prepositional'),
    ],
  ],
  [
    /(?:[нщч]ик|тел|ист|т[оё]р|[еёо]р|ент|ант|ат|ет|изм|аж|ход|вод|граф|лог|ок|он)е$/,
    [reading('masculine', false, 'prepositional')],
  ],
  [/е$/, [reading('feminine', false, 'prepositional'), reading('feminine', false, 'dative')]],
  [
    /[ая]$/,
    [
      reading('feminine', false, 'nominative'),
      reading('masculine', false, 'genitive'),
      reading('neuter', false, 'genitive'),
      reading('masculine', true, 'nominative'),
    ],
  ],
  [
    /ий$/,
    [
      reading('masculine', true, 'genitive'),
      reading('masculine', false, 'nominative'),
      reading('masculine', false, 'accusative'),
    ],
  ],
  [
    /(?:ость|ть|знь|вь|пь|дь|сь|бь)$/,
    [
      reading('feminine', false, 'nominative'),
      reading('feminine', false, 'accusative'),
      reading('feminine', true, 'genitive'),
    ],
  ],
  [
    /[бвгджзйклмнпрстфхцчшщь]$/,
    [
      reading('masculine', false, 'nominative'),
      reading('masculine', false, 'accusative'),
      { ...reading('masculine', true, 'genitive'), isUncertain: true },
    ],
  ],
];

/** Verbs by endings that nouns do not have; others are left to pass for nouns of no ending. */
const verb = /(?:[аяуе][её]т|[аяуе]ют|[еёиую]тся|лся|лась|лось|лись|[аиыя]ть|йте)$/;

function guessReadings(word: string): readonly NounReading[] {
  if (verb.test(word)) return [];
  for (const [ending, found] of guesses) if (ending.test(word)) return found;
  return [];
}

/** новых, рабочие, большой: an adjective between the number and its noun. */
export function isAdjective(word: string): boolean {
  return (
    word.length > 4 &&
    /(?:ых|их|ые|ие|ыми|ими|ый|ий|ая|яя|ое|ее|ую|юю|ого|его|ому|ему|ым|им)$/.test(word) &&
    !/(?:ние|тие|вие|рий|ний|сие|зие)$/.test(word) &&
    !readings.has(fold(word))
  );
}
