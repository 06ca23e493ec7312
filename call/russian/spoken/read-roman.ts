import type { Gender } from '../say-number.ts';
import { noun } from './decline-noun.ts';
import { type GrammaticalCase, inCase } from './grammatical-case.ts';
import { governedCases, type LeftContext } from './governing-case.ts';
import { readNoun } from './known-nouns.ts';
import type { Reading } from './reading.ts';
import { sayCardinal } from './say-cardinal.ts';
import { sayOrdinal } from './say-ordinal.ts';
import { isLetter, type TextWindow } from './text-window.ts';

const values: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, І: 1, Х: 10, С: 100 };

/** XIV → 14; nothing when the letters are no well-formed numeral below 90. */
export function romanValue(word: string): number | undefined {
  if (!/^[IІXХV]+$/.test(word) && !/^[IІXХVL]+$/.test(word)) return undefined;
  const latin = word.replaceAll('І', 'I').replaceAll('Х', 'X');
  if (!/^(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(latin)) return undefined;
  let sum = 0;
  for (let index = 0; index < word.length; index++) {
    const value = values[word[index] as string] as number;
    sum += value < (values[word[index + 1] as string] ?? 0) ? -value : value;
  }
  return sum;
}

const numberedWords =
  /^(?:век|этаж|квартал|класс|категори|групп|степен|съезд|том|глав|тысячелети|полугоди|конгресс|раздел|част|тур|этап|уров|фестивал|форум|курс|пункт|стать|смен|сесси|отделени|корпус|конференци|олимпиад|мировая|очеред|стади)/;
const kings: [RegExp, GrammaticalCase, Gender][] = [
  [/^(?:екатерин|елизавет|анн|мари)а$|^мария$/, 'nominative', 'feminine'],
  [/^(?:екатерин|елизавет|анн)ы$|^марии$/, 'genitive', 'feminine'],
  [/^(?:екатерин|елизавет|анн)е$/, 'dative', 'feminine'],
  [/^(?:екатерин|елизавет|анн)у$/, 'accusative', 'feminine'],
  [/^(?:екатерин|елизавет|анн)ой$/, 'instrumental', 'feminine'],
  [
    /^(?:петр|пётр|павел|николай|александр|иван|карл|генрих|людовик|филипп|вильгельм)$/,
    'nominative',
    'masculine',
  ],
  [
    /^(?:петра|павла|николая|александра|ивана|карла|генриха|людовика|филиппа|вильгельма)$/,
    'genitive',
    'masculine',
  ],
  [/^(?:петру|павлу|николаю|александру|ивану|карлу|генриху|людовику)$/, 'dative', 'masculine'],
  [/^(?:петром|павлом|николаем|александром|иваном|карлом|генрихом|людовиком)$/, 'instrumental', 'masculine'],
  [/^(?:петре|павле|николае|александре|иване|карле|людовике)$/, 'prepositional', 'masculine'],
];
const before = /^(?:глава|часть|том|раздел|этап|тур|степень|категория|группа|класс)$/;

/** `XXI век`, `II этаже`, `XIX–XX вв.`, `Пётр I`, `глава IV`. Alone, letters stay letters. */
export function readRoman(window: TextWindow, position: number, left: LeftContext): Reading | undefined {
  const word = window.wordAt(position);
  const value = romanValue(word);
  if (value === undefined) return undefined;
  const end = position + word.length;
  const dash = window.at(end);
  if (dash === '–' || dash === '-' || dash === '—') {
    const next = window.wordAt(end + 1);
    const second = romanValue(next);
    if (second !== undefined) {
      const form = formAfter(window, end + 1 + next.length, left);
      if (!form) return undefined;
      const [a, b] = [value, second].map((one) => sayOrdinal(one, form.grammaticalCase, form.gender));
      return { spoken: `${a} – ${b}${form.spoken}`, end: form.end };
    }
  }
  const form = formAfter(window, end, left);
  if (form)
    return { spoken: `${sayOrdinal(value, form.grammaticalCase, form.gender)}${form.spoken}`, end: form.end };
  const last = left.words.at(-1) ?? '';
  const king = kings.find(([name]) => name.test(last));
  if (king) return { spoken: sayOrdinal(value, king[1], king[2]), end };
  if (before.test(last)) {
    const gender = readNoun(last)[0]?.gender ?? 'masculine';
    return { spoken: sayOrdinal(value, 'nominative', gender), end };
  }
  if (/^(?:корпус|блок|литер|литера|секция|подъезд|терминал|зал)$/.test(last))
    return { spoken: sayCardinal(value), end };
  // By themselves only what can hardly be anything else: IV, not the size XL.
  if (word.length > 1 && /I/.test(word) && !word.includes('L')) return { spoken: sayCardinal(value), end };
  return undefined;
}

const quarter = noun('квартал', 'm');

interface NumberedForm {
  grammaticalCase: GrammaticalCase;
  gender: Gender;
  /** What is said in place of an abbreviation. */
  spoken: string;
  end: number;
}

function formAfter(window: TextWindow, position: number, left: LeftContext): NumberedForm | undefined {
  const at = window.skipSpaces(position);
  const word = window.wordAt(at).toLowerCase();
  const end = at + word.length;
  const governed = governedCases(left);
  if (word === 'кв' && window.at(end) === '.') {
    const isPlace = governed[0] === 'accusative' && governed.includes('prepositional');
    const grammaticalCase = isPlace ? 'prepositional' : (governed[0] ?? 'nominative');
    return {
      grammaticalCase,
      gender: 'masculine',
      spoken: ` ${inCase(quarter.singular, grammaticalCase)}`,
      end: end + 1,
    };
  }
  if ((word === 'в' || word === 'вв') && window.at(end) === '.') {
    const isPlace = governed.includes('prepositional') && governed[0] === 'accusative';
    const grammaticalCase = isPlace ? 'prepositional' : (governed[0] ?? 'nominative');
    const forms =
      word === 'в'
        ? ['век', 'века', 'веку', 'век', 'веком', 'веке']
        : ['века', 'веков', 'векам', 'века', 'веками', 'веках'];
    const index = ['nominative', 'genitive', 'dative', 'accusative', 'instrumental', 'prepositional'].indexOf(
      grammaticalCase,
    );
    return { grammaticalCase, gender: 'masculine', spoken: ` ${forms[index]}`, end: window.afterStop(end) };
  }
  if (!numberedWords.test(word) || isLetter(window.at(position))) return undefined;
  const readings = readNoun(word);
  const singular = readings.filter((one) => !one.isPlural);
  const fits = singular.find((one) => governed.includes(one.grammaticalCase)) ?? singular[0] ?? readings[0];
  if (!fits) return undefined;
  return { grammaticalCase: fits.grammaticalCase, gender: fits.gender, spoken: '', end: position };
}
