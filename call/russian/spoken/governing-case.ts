import type { GrammaticalCase } from './grammatical-case.ts';

const byWord = new Map<string, readonly GrammaticalCase[]>();
const govern = (cases: readonly GrammaticalCase[], words: string) => {
  for (const word of words.split(' ')) byWord.set(word, cases);
};
govern(
  ['genitive'],
  'сверх помимо внутри снаружи вне накануне напротив насчет насчёт относительно вследствие взамен наподобие посреди позади впереди ввиду до от из из-за без для у около после кроме вместо против среди возле вокруг ради свыше более менее больше меньше нет порядка ' +
    'течение пределах размере объеме объёме количестве моложе старше выше ниже дороже дешевле раньше позже позднее ранее дольше не-хватает',
);
govern(['genitive'], 'хватит хватает хватило достигает достигнет');
govern(['dative'], 'к ко благодаря согласно равно равен равна');
govern(
  ['accusative'],
  'через про сквозь спустя стоит стоят стоил стоила стоило стоили стоить составит составят составляет составляют составила составил ' +
    'займёт займет занимает длится заплатили заплатите заплатить оплатили оплатите внесите внести перечислите возьмите взять купите купили ' +
    'продали получили получите потратили собрали доставили обслужили выполнили сделали приняли введите назовите добавьте подождите',
);
govern(['accusative', 'prepositional'], 'в во на');
govern(['accusative', 'instrumental'], 'за под подо');
govern(['genitive', 'instrumental'], 'с со');
govern(['accusative', 'dative', 'prepositional'], 'по');
govern(['instrumental'], 'над перед передо между');
govern(['prepositional'], 'о об обо при');

/** Verbs whose object is a number with a unit; dates and clock times beside them are no objects. */
const byVerb = new Map<string, readonly GrammaticalCase[]>();
const governByVerb = (cases: readonly GrammaticalCase[], words: string) => {
  for (const word of words.split(' ')) byVerb.set(word, cases);
};
governByVerb(
  ['instrumental'],
  'рассчитались рассчитаться расплатились расплатиться рассчитаемся расплатимся рассчитаетесь ограничимся ограничиться ограничились ' +
    'ограничен ограничена ограничены обойдёмся обойдемся обойтись обошлись владеет владеем владеют владеть располагает располагаем располагают обладает ' +
    'обладают обладаем управляет управляем управляют пользуется пользуются пользуемся занимается занимаются занимаемся ' +
    'довольствуется измеряется исчисляется недоволен недовольна недовольны доволен довольна довольны рискует рискуете рискуем ' +
    'пожертвовать поделиться делимся гордимся гордится является стал стала отделались отделаться',
);
governByVerb(
  ['accusative'],
  'превысил превысила превысило превысили превышает едет идёт идет весит вмещает содержит включает экономит тратит ждёт ждет держит платит берёт берет просит даёт дает получает ' +
    'продаёт продает покупает добавляет вернёт вернет вернут заплатит заплатят получит получат потратит жду ' +
    'хранится действует продлится продлятся продолжается продолжались продолжался проработал проработала прождал прождала',
);
governByVerb(['dative'], 'равняется соответствует соответствуют равняются вопреки навстречу');
governByVerb(
  ['genitive'],
  'касается касаются придерживайтесь добиться добились дождались достигли достигла достиг лишились',
);

/**
 * Verbs by their form, where only the case of the number can show: “верните 1 000 ₽”, “спишем 21 руб.”, “ехать 1 мин.”.
 * Imperatives, infinitives and the first person have no subject that the number could be.
 */
const transitiveForm =
  /(?:[аяеиуыю]йте|[бвгджзклмнпрстфхцчшщ]ьте|[^аеиоуыэюя]ите|[аяиеыу]ть|йти|вести|везти|нести|[^аеиоуыэюя]ём|[аеиуы]ем|[бвгджзклмнпрстфхцчшщ]ем|[жшчщлнрдтвс]им|[аяеиыоуё]ли?)$/;
/** Nouns, adverbs and pronouns that end like those verbs. */
const notVerbs =
  /(?:ость|есть|асть)$|^(?:часть|сеть|мать|честь|четверть|память|кровать|тетрадь|область|совсем|всем|затем|зачем|причём|притом|нём|чем|тем|своем|моем|нашем|вашем|путем|путём|днем|днём|опять|пять|шесть|девять|десять|есть|треть|ответственностью|приём|прием|объём|объем|режим|заём|подъём|подъем|водоём|товарищем|платежом|другим|таким|каким|самим|этим|своим|моим|нашим|вашим|большим|меньшим|общим|рабочим|первым|зим|был|были|если|или|нежели|вдали|мили|стул|стол|угол|узел|отдел|раздел|предел|профил|[а-я]*(?:канал|риал|портал|филиал|вокзал|зал|журнал|терминал|интервал|квартал|капитал|персонал|финал|сигнал|оригинал|идеал|циал|пол))$/;

/** Words that may stand between a preposition and its number without governing it. */
const transparent = new Set(
  'примерно ровно всего приблизительно целых почти хотя бы каких-то какие-то ещё еще где-то и или либо не номер'.split(
    ' ',
  ),
);

/** “равно” alone asks for the dative, but the plain word may be followed by a bare answer: those few are settled by the noun. */
const weak = new Set([
  'равно',
  'равен',
  'равна',
  'больше',
  'меньше',
  'выше',
  'ниже',
  'раньше',
  'позже',
  'старше',
  'моложе',
  'нет',
  'ранее',
  'позднее',
]);

/** The last words before a number and what they ask of it. Punctuation ends their reach. */
export interface LeftContext {
  /** Lower case, nearest last; `#` stands for a number already spoken. */
  words: readonly string[];
  /** The case in which the number just before was spoken, for “в 5 и 10 минутах”, “от 5 до 10”. */
  lastCases?: readonly GrammaticalCase[];
}

/** The word that governs the number: the nearest one that is neither a number nor transparent. */
export function governor(left: LeftContext): string {
  const { words } = left;
  const last = words.at(-1);
  // “Между встречей и 5 марта”; “во время 3 сеансов”.
  if (last === 'и' && words.includes('между')) return 'между';
  if (last === 'время' && words.at(-2) === 'во') return 'течение';
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index] as string;
    if (word !== '#' && !transparent.has(word)) return word;
  }
  return '';
}

/** Cases that the words before allow, the likeliest first; empty when nothing governs. */
export function governedCases(left: LeftContext): readonly GrammaticalCase[] {
  return byWord.get(governor(left)) ?? nothing;
}

/** The same for a number with a unit that shows no case, where verbs have their say too. */
export function casesOfUnit(left: LeftContext): readonly GrammaticalCase[] {
  // “Вернём вам 1 350 ₽”: to whom stands between.
  const isToWhom = /^(?:вам|нам|мне|ему|ей|им|тебе)$/.test(left.words.at(-1) ?? '');
  const verb = isToWhom ? casesOfUnit({ words: left.words.slice(0, -1) }) : nothing;
  if (isToWhom) return byWord.has(left.words.at(-2) ?? '') ? nothing : verb;
  const word = governor(left);
  // What is denied stands in the genitive: “не превышает 8 %”.
  if (left.words.at(-2) === 'не' && /^превы[сш]|^достиг|^состав/.test(word)) return ['genitive'];
  const known = byWord.get(word) ?? byVerb.get(word);
  if (known) return known;
  return word.length > 3 && transitiveForm.test(word) && !notVerbs.test(word) ? accusative : nothing;
}

const accusative: readonly GrammaticalCase[] = ['accusative'];
const nothing: readonly GrammaticalCase[] = [];

/** “Управились с 5 кг”, “пакет с 300 ₽” against “начиная с 5 кг”: what stands before “с” tells with from since. */
const companions =
  /^(?:управ|справ|работ|сравн|соглас|вместе|наряду|знаком|счит|столкн|мир|бутыл|пакет|упаков|короб|мешок|мешк|баллон|счет|счёт|телефон|ноутбук|диск|карт|тариф|заказ|чек|кошел|приш|прид|приех|вернул|верн|остал|остан|набор|комплект|канистр|модел|версия|флешк|смартфон|планшет|пришл|раствор|бак|бочк|контейнер|ящик|груз|машин|прицеп|номер|дом|квартир|участ|абонемент|вклад|кредит|ипотек)/;

/** Whether “с” before the number, which has no visible form after it, is a “with”. */
export function isCompanion(left: LeftContext): boolean {
  const at = left.words.length - 1;
  if (left.words[at] !== 'с' && left.words[at] !== 'со') return false;
  return companions.test(left.words[at - 1] ?? '');
}

/** True where the governing word speaks only through the noun's form. */
export function isWeakGovernor(left: LeftContext): boolean {
  return weak.has(governor(left));
}
