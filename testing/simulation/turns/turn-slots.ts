import type { Random } from '@allo/kernel';

/** A stretch of words said without a pause, and what an observer who knows the corpus sees in it. */
export interface SlotPart {
  words: string;
  /** Stands for the words in a pattern: the same for every value of a slot. */
  pattern: string;
}

const lists = {
  service: [
    'маникюр',
    'педикюр',
    'окрашивание',
    'чистку',
    'массаж',
    'консультацию',
    'доставку',
    'перевозку',
    'замену масла',
    'укладку',
    'снятие швов',
    'осмотр',
    'ремонт экрана',
    'выезд мастера',
    'пробное занятие',
    'счёт',
    'страховку',
  ],
  person: [
    'мастеру',
    'стоматологу',
    'терапевту',
    'менеджеру',
    'Ольге',
    'неврологу',
    'Сергею Петровичу',
    'адвокату',
    'косметологу',
  ],
  thing: ['заказ', 'посылка', 'анализ', 'договор', 'машина', 'справка', 'заявка', 'карта'],
  price: ['маникюр', 'чистка', 'приём', 'доставка', 'ремонт', 'перелёт', 'абонемент', 'диагностика'],
  given: [
    'Анна',
    'Мария',
    'Дмитрий',
    'Сергей',
    'Ольга',
    'Наталья',
    'Артём',
    'Павел',
    'Ирина',
    'Тимур',
    'Алия',
    'Глеб',
    'Вера',
    'Роман',
    'Олег',
    'Ксения',
  ],
  surname: [
    'Иванов',
    'Кузнецова',
    'Хабибуллин',
    'Ткаченко',
    'Смирнова',
    'Лебедев',
    'Цой',
    'Петросян',
    'Воробьёва',
    'Гринёв',
    'Яковлева',
    'Черных',
  ],
  patronymic: [
    'Сергеевна',
    'Александрович',
    'Ильинична',
    'Рустамович',
    'Павловна',
    'Юрьевич',
    'Викторовна',
    'Андреевич',
  ],
  weekday: ['понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу', 'воскресенье'],
  day: ['пятого', 'двенадцатого', 'двадцать третьего', 'первого', 'восемнадцатого', 'тридцатого', 'девятого'],
  month: ['января', 'марта', 'мая', 'июля', 'сентября', 'ноября', 'декабря'],
  hour: ['два', 'три', 'пять', 'шесть', 'десять', 'одиннадцать', 'девять', 'семь'],
  minute: ['тридцать', 'пятнадцать', 'сорок', 'двадцать'],
  daypart: ['утром', 'вечером', 'после обеда', 'днём', 'с утра', 'ближе к вечеру', 'в первой половине дня'],
  small: ['один', 'двое', 'трое', 'четыре', 'пять', 'двадцать пять', 'сорок', 'двенадцать', 'сто', 'восемь'],
  digit: ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  street: [
    'Ленина',
    'Гагарина',
    'Садовая',
    'Кирова',
    'Лесная',
    'Заводская',
    'Профсоюзная',
    'Чехова',
    'Комсомольская',
  ],
  house: ['пять', 'двенадцать', 'сорок один', 'семь', 'сто три', 'двадцать два', 'восемь'],
  city: ['Казань', 'Пермь', 'Самара', 'Тула', 'Омск', 'Химки', 'Мытищи'],
  filler: ['э-э', 'ну', 'это', 'как его', 'значит', 'вот', 'это самое', 'м-м', 'сейчас', 'короче'],
} as const;

const hundreds = [
  '',
  'сто',
  'двести',
  'триста',
  'четыреста',
  'пятьсот',
  'шестьсот',
  'семьсот',
  'восемьсот',
  'девятьсот',
];
const tens = [
  '',
  '',
  'двадцать',
  'тридцать',
  'сорок',
  'пятьдесят',
  'шестьдесят',
  'семьдесят',
  'восемьдесят',
  'девяносто',
];
const teens = [
  'десять',
  'одиннадцать',
  'двенадцать',
  'тринадцать',
  'четырнадцать',
  'пятнадцать',
  'шестнадцать',
  'семнадцать',
  'восемнадцать',
  'девятнадцать',
];

export function isSlot(name: string): boolean {
  return name === 'phone' || name in lists;
}

/** The parts of a slot's value; more than one where people pause inside it. */
export function fillSlot(name: string, random: Random): SlotPart[] {
  if (name === 'phone') return phoneParts(random);
  const values: readonly string[] = lists[name as keyof typeof lists];
  return [{ words: pick(values, random), pattern: `{${name}}` }];
}

export function pick<T>(values: readonly T[], random: Random): T {
  return values[random.below(values.length)] as T;
}

/** Ten digits after an optional eight or plus seven, grouped as people group them. */
function phoneParts(random: Random): SlotPart[] {
  const digits = ['9', ...Array.from({ length: 9 }, () => String(random.below(10)))].join('');
  const grouping = pick(
    [
      [3, 3, 2, 2],
      [3, 3, 2, 2],
      [3, 3, 2, 2],
      [3, 3, 4],
      [3, 2, 2, 3],
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      [3, 1, 1, 1, 2, 2],
    ],
    random,
  );
  const prefix = pick(['восемь', 'восемь', 'плюс семь', 'семь', ''], random);
  const parts: SlotPart[] = prefix === '' ? [] : [{ words: prefix, pattern: '{prefix}' }];
  let at = 0;
  for (const length of grouping) {
    parts.push({ words: sayGroup(digits.slice(at, at + length)), pattern: `{${length}d}` });
    at += length;
  }
  return parts;
}

function sayGroup(digits: string): string {
  if (digits.length === 4) return `${sayGroup(digits.slice(0, 2))} ${sayGroup(digits.slice(2))}`;
  if (digits.startsWith('0')) return Array.from(digits, (digit) => lists.digit[Number(digit)]).join(' ');
  if (digits.length === 1) return lists.digit[Number(digits)] as string;
  const value = Number(digits);
  const below = value % 100;
  const rest =
    below >= 10 && below < 20
      ? teens[below - 10]
      : [tens[Math.floor(below / 10)], below % 10 ? lists.digit[below % 10] : '']
          .filter((word) => word)
          .join(' ');
  return [hundreds[Math.floor(value / 100)], rest].filter((word) => word).join(' ');
}
