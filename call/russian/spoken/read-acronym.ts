/** Cyrillic capitals that are not read as a word. */
const known: Record<string, string> = {
  ИНН: 'и эн эн',
  ОГРН: 'о гэ эр эн',
  ОГРНИП: 'о гэ эр эн и пэ',
  КПП: 'ка пэ пэ',
  БИК: 'бик',
  СНИЛС: 'снилс',
  ООО: 'о о о',
  АО: 'а о',
  ПАО: 'пао',
  ИП: 'и пэ',
  РФ: 'эр эф',
  США: 'сэ шэ а',
  ЕС: 'е эс',
  ООН: 'оон',
  ОМС: 'о эм эс',
  ДМС: 'дэ эм эс',
  УЗИ: 'узи',
  ЭКГ: 'э ка гэ',
  МГУ: 'эм гэ у',
  ЖКУ: 'жэ ка у',
  АЗС: 'а зэ эс',
  ЗАГС: 'загс',
  ФИО: 'фио',
  СПб: 'Санкт-Петербург',
  ТО: 'тэ о',
  ПО: 'пэ о',
  ОТК: 'о тэ ка',
  ЕГЭ: 'егэ',
  ОСАГО: 'осаго',
  КАСКО: 'каско',
  МКАД: 'мкад',
  ВИП: 'вип',
  ИТ: 'ай ти',
  ЭЦП: 'э цэ пэ',
  ОКВЭД: 'оквэд',
  МРЭО: 'эм рэ о',
  ГИБДД: 'гэ и бэ дэ дэ',
  ФНС: 'эф эн эс',
};
/** Words in capitals more often than acronyms; only said by letters where the neighbours are not capitals too. */
const alsoWords = new Set(['ТО', 'ПО', 'ЕС']);

const names: Record<string, string> = {
  Б: 'бэ',
  В: 'вэ',
  Г: 'гэ',
  Д: 'дэ',
  Ж: 'жэ',
  З: 'зэ',
  К: 'ка',
  Л: 'эл',
  М: 'эм',
  Н: 'эн',
  П: 'пэ',
  Р: 'эр',
  С: 'эс',
  Т: 'тэ',
  Ф: 'эф',
  Х: 'ха',
  Ц: 'цэ',
  Ч: 'че',
  Ш: 'ша',
  Щ: 'ща',
};

/** НДС → “эн дэ эс”: from the list, or two to five consonants, which cannot be a word. */
export function sayAcronym(word: string): string | undefined {
  const listed = Object.hasOwn(known, word) ? known[word] : undefined;
  if (listed !== undefined) return alsoWords.has(word) ? undefined : listed;
  if (!/^[БВГДЖЗКЛМНПРСТФХЦЧШЩ]{2,5}$/.test(word)) return undefined;
  return word
    .split('')
    .map((letter) => names[letter])
    .join(' ');
}
