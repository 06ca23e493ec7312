import { describe, expect, it } from 'vitest';
import { splitClauses, splitText } from './clause-splitter.ts';

async function* oneByOne(text: string) {
  for (const char of text) yield char;
}

async function streamed(text: string): Promise<string[]> {
  const clauses: string[] = [];
  for await (const clause of splitClauses(oneByOne(text))) clauses.push(clause);
  return clauses;
}

const cases: Array<[string, string[]]> = [
  ['Здравствуйте! Чем могу помочь?', ['Здравствуйте!', 'Чем могу помочь?']],
  [
    'Мы на ул. Лесной, д. 5, кв. 12. Приходите завтра.',
    ['Мы на ул. Лесной, д. 5, кв. 12.', 'Приходите завтра.'],
  ],
  ['Это стоит 3.5 тыс. руб. за час. Записать вас?', ['Это стоит 3.5 тыс. руб. за час.', 'Записать вас?']],
  ['Встреча в 15:30. Вам удобно?', ['Встреча в 15:30.', 'Вам удобно?']],
  ['Вас примет А. С. Иванова. До встречи!', ['Вас примет А. С. Иванова.', 'До встречи!']],
  ['Хорошо… Подождите, пожалуйста, секунду.', ['Хорошо…', 'Подождите, пожалуйста, секунду.']],
  [
    'Your order is No. 7. It costs 12.50 today. Shall I go on?',
    ['Your order is No. 7.', 'It costs 12.50 today.', 'Shall I go on?'],
  ],
  ['Без знака в конце', ['Без знака в конце']],
  ['Это стоит 500 руб. Записать вас?', ['Это стоит 500 руб.', 'Записать вас?']],
  ['Работаем с 2012 г. Приезжайте в г. Казань.', ['Работаем с 2012 г.', 'Приезжайте в г. Казань.']],
  ['Есть шторы, ковры и т. д. Показать вам?', ['Есть шторы, ковры и т. д.', 'Показать вам?']],
  ['Осталось 3 шт. по акции. Берёте?', ['Осталось 3 шт. по акции.', 'Берёте?']],
  ['1. Паспорт и полис. 2. Направление врача.', ['1. Паспорт и полис.', '2. Направление врача.']],
  ['… —', []],
];

describe('clause splitter', () => {
  it.each(cases)('%s / streamed character by character / same clauses as whole', async (text, clauses) => {
    expect(splitText(text)).toEqual(clauses);
    expect(await streamed(text)).toEqual(clauses);
  });

  it('a long first sentence / comma far enough / lets the first clause go early', async () => {
    const text = 'Да, конечно, давайте подберём удобное время, у нас есть свободные окна в понедельник.';
    expect((await streamed(text))[0]).toBe('Да, конечно, давайте подберём удобное время,');
  });

  it('a number at the end of a delta / more digits follow / is never cut', async () => {
    async function* deltas() {
      yield 'Ваш номер 8 916 12';
      yield '3. Верно';
      yield '? Да.';
    }
    const clauses: string[] = [];
    for await (const clause of splitClauses(deltas())) clauses.push(clause);
    expect(clauses).toEqual(['Ваш номер 8 916 123.', 'Верно? Да.']);
  });
});
