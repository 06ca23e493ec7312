import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { englishDigits, extractEnglishNumber } from './english/english-numbers.ts';
import { englishLanguage } from './english-language.ts';
import { playDialogue, readSkillbase } from './scripted-dialogue.ts';

const moment = { now: '2026-03-02T10:00:00+03:00', timeZone: 'Europe/Moscow' };

describe('English clock times', () => {
  test.each([
    ['tomorrow at quarter to two pm', '13:45'],
    ['tomorrow ten past three in the afternoon', '15:10'],
    ['tomorrow at twenty minutes to nine in the morning', '08:40'],
    ['tomorrow half past two pm', '14:30'],
    ['tomorrow from ten to twelve', '10:00'],
  ])('%s', (text, time) => {
    expect(englishLanguage.dateTime(text, moment, 'datetime')?.time).toBe(time);
  });
});

describe('the English reception', () => {
  const reception = readSkillbase('reception');

  test('a caller of the grammar / answers everything / a call back is agreed', () => {
    const { lines, snapshot } = playDialogue(reception, [
      'hello',
      'i need support',
      'no',
      'billing',
      'that is right',
      'three',
      'tomorrow at half past three',
      'yes please',
    ]);
    expect(lines).toMatchInlineSnapshot(`
      [
        "Hello! You have reached the reception desk.",
        "Which department do you need, sales, support or billing?",
        "> hello",
        "Please say sales, support or billing.",
        "> i need support",
        "You need support, is that right?",
        "> no",
        "All right, let us correct that.",
        "I can connect sales, support and billing. Which one?",
        "> billing",
        "So it is billing, correct?",
        "> that is right",
        "* department = billing",
        "How many people will join the call? You may press a digit.",
        "> three",
        "* people = 3",
        "All right, 3.",
        "When shall we call you back?",
        "> tomorrow at half past three",
        "* callback_time = 2026-03-03T15:30:00+03:00",
        "Billing, tomorrow at 3:30 pm. Shall I book that?",
        "> yes please",
        "* is_agreed = true ?",
        "Thank you, it is booked.",
        "Somebody from billing will be glad to hear from you.",
        "* lead: A call back is agreed",
        "Thank you for calling. Goodbye!",
        "* hang-up completed",
      ]
    `);
    expect(snapshot.outcome).toEqual({ kind: 'lead', reason: 'A call back is agreed' });
  });

  test('no to the last question / nothing is booked / info only', () => {
    const { snapshot } = playDialogue(reception, ['sales', 'yes', 'two', 'friday at ten', 'no thank you']);
    expect(snapshot.outcome?.kind).toBe('info_only');
  });

  test('the opening hours / asked in between / answered, then back to the question', () => {
    const { lines } = playDialogue(reception, ['what are your hours']);
    expect(lines.slice(-2)).toEqual([
      'We are open on weekdays from nine to six.',
      'Please say sales, support or billing.',
    ]);
  });

  test('every word of the grammar / in the recogniser’s dictionary', () => {
    const grammar = readFileSync(new URL('../../testing/skillbases/reception.gram', import.meta.url), 'utf8');
    expect(grammar.startsWith('#JSGF V1.0;\ngrammar g;\npublic <s> = ')).toBe(true);
    const words = new Set(
      grammar
        .slice(grammar.indexOf('public'))
        .replaceAll(/<\w+>|public/g, ' ')
        .match(/[a-z]+/g),
    );
    const dictionary = readFileSync(
      new URL('../../node_modules/soundswallower/model/en-us/dict.txt', import.meta.url),
      'utf8',
    );
    const known = new Set(dictionary.split('\n').map((line) => line.split(/\s/)[0]));
    expect([...words].filter((word) => !known.has(word))).toEqual([]);
  });
});

describe('English by rule', () => {
  test.each([
    ['tomorrow at three', '2026-03-03 15:00'],
    ['friday at half past two', '2026-03-06 14:30'],
    ['today at 4 pm', '2026-03-02 16:00'],
    ['tomorrow at ten thirty', '2026-03-03 10:30'],
    ['monday in the morning', '2026-03-09'],
    ['the day after tomorrow at noon', '2026-03-04 12:00'],
    ['at nine', '09:00'],
    ['tomorrow at 15:30', '2026-03-03 15:30'],
    ['not tomorrow but friday at two', '2026-03-06 14:00'],
  ])('dateTime / %s', (text, expected) => {
    const found = englishLanguage.dateTime(text, moment, 'datetime');
    expect([found?.date, found?.time].filter((part) => part).join(' ')).toBe(expected);
  });
  test.each([
    ['my name is john smith', 'John Smith'],
    ['hello my name is mary', 'Mary'],
    ['john', 'John'],
    ['yes', null],
    ['hello', null],
  ])('name / %s', (text, name) => {
    expect(englishLanguage.name(text, true)).toBe(name);
  });
  test.each([
    ['yes', true],
    ['yeah sure', true],
    ['that is right', true],
    ['correct', true],
    ['no', false],
    ['no thank you', false],
    ['wrong', false],
    ['not really', false],
    ['sales', null],
  ])('yesNo / %s', (text, answer) => {
    expect(englishLanguage.yesNo(text)).toBe(answer);
  });
  test('numbers and digits / as dictated', () => {
    expect(
      ['twenty five', 'a hundred and ten', 'two thousand', 'three', 'none'].map(extractEnglishNumber),
    ).toEqual([25, 110, 2000, 3, 0]);
    expect(englishDigits('plus one four one five double five oh one twenty').digits).toBe('141555' + '0120');
    expect(englishLanguage.phone('four one five five five five oh one two three')?.value).toBe(
      '+14155550123',
    );
  });
  test.each([
    ['operator please', 'operator'],
    ['can i talk to a person', 'operator'],
    ['goodbye', 'goodbye'],
    ['please repeat', 'repeat'],
    ['not sales but support', 'correction'],
    ['i do not know', 'skip'],
    ['sales please', null],
  ])('intent / %s', (text, intent) => {
    expect(englishLanguage.intent(text)).toBe(intent);
  });
});
