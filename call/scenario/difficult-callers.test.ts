import type { Skillbase } from '@allo/contracts/skillbase';
import { createSeededRandom } from '@allo/kernel';
import { describe, expect, test } from 'vitest';
import { classifyOutcome } from './classify-outcome.ts';
import { createScenario } from './create-scenario.ts';
import { type CallerMove, mondayMorning, playDialogue, readSkillbase } from './scripted-dialogue.ts';

const agents = ['lidia', 'salon', 'clinic', 'sales', 'reception'] as const;
const message: CallerMove = { type: 'message-recorded', durationMs: 8_000 };

describe.each(agents)('%s', (id) => {
  const skillbase = readSkillbase(id);
  const alternatives = wordingsWithAlternatives(skillbase);

  test('silence only / no other event / says goodbye and hangs up', () => {
    const { lines, isHungUp, snapshot } = playDialogue(skillbase, ['(silent)', '(silent)', '(silent)']);
    expect(isHungUp).toBe(true);
    expect(snapshot.outcome?.kind).toBe('failed');
    expect(lines.at(-1)).toBe('* hang-up silence');
  });

  test('an operator is asked for / message left / escalated callback', () => {
    const wish = id === 'reception' ? 'operator please' : 'оператора пожалуйста';
    const { snapshot, isHungUp } = playDialogue(skillbase, [wish, message]);
    expect([snapshot.isEscalated, snapshot.outcome?.kind, isHungUp]).toEqual([true, 'callback', true]);
  });

  test('no recognition / keypad, then a message / callback, nothing is dead', () => {
    const { lines, snapshot, isHungUp } = playDialogue(skillbase, ['#0', message], { canHear: false });
    expect(lines[0]).toMatch(/^(?:Здравствуйте|Hello)/);
    expect(lines).toContain('* tone');
    expect([snapshot.outcome?.kind, isHungUp]).toEqual(['callback', true]);
  });

  test('no recognition and no keys pressed / silence / the tone comes by itself', () => {
    const { lines } = playDialogue(skillbase, ['(silent)', '(silent)'], { canHear: false });
    expect(lines.at(-1)).toBe('* tone');
  });

  test('recognition fails twice in a row / fallback, then the tone / callback', () => {
    const failure: CallerMove = { type: 'not-understood', cause: 'provider-failed' };
    const { lines, snapshot } = playDialogue(skillbase, [failure, failure, message]);
    expect(skillbase.phrases.fallback).toContain(lines[lines.indexOf('> not-understood') + 1]);
    expect(snapshot.outcome?.kind).toBe('callback');
  });

  test('an empty message twice / nothing said after the tone / ends instead of looping', () => {
    const empty: CallerMove = { type: 'message-recorded', durationMs: 100 };
    expect(playDialogue(skillbase, ['#0', empty, empty], { canHear: false }).isHungUp).toBe(true);
  });

  test('time is up / in mid-question / says so and hangs up', () => {
    const { lines } = playDialogue(skillbase, [{ type: 'time-is-up' }]);
    expect(lines.slice(-2)).toEqual([skillbase.phrases.timeIsUp[0], '* hang-up time-is-up']);
  });

  test('after the end / any event / no effect', () => {
    const scenario = createScenario(skillbase);
    const ended = scenario.reduce(scenario.initial(mondayMorning), { type: 'time-is-up' }).state;
    expect(scenario.reduce(ended, { type: 'caller-said', text: 'алло' }).effects).toEqual([]);
  });

  test('any caller at all / 60 random calls / never throws, always repeats its course, never the same words twice', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const moves = randomMoves(seed);
      const context = { seed, canHear: seed % 5 > 0, callerNumber: seed % 2 === 0 ? '+79162344567' : '' };
      const first = playDialogue(skillbase, moves, context);
      expect(playDialogue(skillbase, moves, context)).toEqual(first);
      const said = first.lines.filter((line) => !/^[>*]/.test(line));
      const stuck = said.find((line, at) => line === said[at - 1] && alternatives.has(line));
      expect(stuck).toBeUndefined();
    }
  });

  test('gibberish for ever / 40 turns / the call comes to a message or an end', () => {
    const moves: CallerMove[] = Array.from({ length: 40 }, (_, index) => `бубубу ${'му'.repeat(index % 7)}`);
    const { snapshot, lines } = playDialogue(skillbase, moves);
    expect(snapshot.isFinished || lines.includes('* tone')).toBe(true);
  });
});

/** Every wording whose pool has others that could be said at any time. */
function wordingsWithAlternatives(skillbase: Skillbase): Set<string> {
  const pools = [
    ...Object.values(skillbase.phrases),
    ...skillbase.flow.flatMap(({ ask, reask }) => [ask, reask]),
    ...skillbase.faq.map(({ answer }) => answer),
  ];
  const usable = pools.filter((pool) => pool && pool.length > 1 && pool.every((text) => !text.includes('{')));
  return new Set(usable.flatMap((pool) => pool ?? []));
}

describe('“подождите” beside an answer', () => {
  const salon = readSkillbase('salon');
  const lidia = readSkillbase('lidia');

  test.each([
    ['Подождите, меня зовут Ольга', 'Ольга'],
    ['сейчас, Ольга', 'Ольга'],
    ['секундочку, Ольга Петровна', 'Ольга Петровна'],
  ])('lidia asks the name / %s / kept', (text, name) => {
    expect(playDialogue(lidia, [text]).snapshot.fields['caller_name']?.value).toBe(name);
  });

  test('salon asks the service / the name said with “подождите” / kept, the question stays', () => {
    const { snapshot, lines } = playDialogue(salon, ['Подождите, меня зовут Ольга', 'маникюр']);
    expect(Object.values(snapshot.fields).map(({ value }) => value)).toContain('Ольга');
    expect(lines).toContain('* service = manicure');
  });

  test.each(['подождите', 'минутку', 'подождите пожалуйста минутку', 'сейчас посмотрю'])(
    'no answer in it / %s / waits',
    (text) => {
      expect(playDialogue(lidia, [text]).lines.at(-1)).toMatch(/жду|торопитесь/);
    },
  );
});

describe('a number read back', () => {
  const salon = readSkillbase('salon');
  const asked = ['маникюр', 'завтра в три', 'мария', '89162344567'];

  test.each([
    'так записывайте восемь девятьсот пять двести тридцать четыре сорок пять шестьдесят семь',
    'да восемь девятьсот пять двести',
  ])('other figures beside a yes / %s / is no yes', (text) => {
    const { snapshot } = playDialogue(salon, [...asked, text]);
    expect(snapshot.fields['phone']?.isConfirmed ?? false).toBe(false);
  });

  test('its own figures beside a yes / confirmed', () => {
    const { snapshot } = playDialogue(salon, [...asked, 'да верно шестьдесят семь']);
    expect(snapshot.fields['phone']).toMatchObject({ value: '+79162344567', isConfirmed: true });
  });

  test('“это всё” in the middle of dictating / asked again, the call goes on', () => {
    const { isHungUp, snapshot } = playDialogue(salon, [
      ...asked.slice(0, 3),
      'девятьсот шестнадцать',
      'это все',
    ]);
    expect([isHungUp, snapshot.isFinished]).toEqual([false, false]);
  });
});

const keys = (pressed: string): CallerMove[] => Array.from(pressed, (key) => `#${key}`);

const remarks =
  'да|нет|анна|меня зовут пётр|завтра в три|утром|не знаю|маникюр|терапевт|обзвон|двадцать|89162344567|девятьсот шестнадцать|сорок пять|нет номер другой|не завтра а в пятницу|сколько стоит|алло|повторите|спасибо|ээ|подождите|телефон|всё верно|боль в спине|support|tomorrow at three|yes|no|three|hello|'.split(
    '|',
  );

function randomMoves(seed: number): CallerMove[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: 25 }, (): CallerMove => {
    const roll = random.below(20);
    if (roll === 0) return '(silent)';
    if (roll === 1) return `#${random.below(10)}`;
    if (roll === 2) return '##';
    if (roll === 3) return { type: 'not-understood', cause: 'empty' };
    if (roll === 4) return { type: 'agent-finished-speaking' };
    return remarks[random.below(remarks.length)] as string;
  });
}

describe('keys instead of words', () => {
  test('salon / a choice, a number and yes by keys / the booking is complete', () => {
    const { snapshot } = playDialogue(readSkillbase('salon'), [
      '#1',
      'завтра в три',
      'мария',
      ...keys('89162344567'),
      '#1',
    ]);
    expect(snapshot.outcome?.kind).toBe('lead');
    expect(snapshot.fields['service']?.value).toBe('manicure');
  });

  test('salon / ten digits ended with # / the number is taken', () => {
    const pressed = keys('9162344567');
    const { snapshot } = playDialogue(readSkillbase('salon'), [
      'маникюр',
      'завтра в три',
      'мария',
      ...pressed,
      '##',
    ]);
    expect(snapshot.fields['phone']).toEqual({
      value: '+79162344567',
      display: '+7 916 234-45-67',
      isConfirmed: true,
    });
  });

  test('salon / day and hour by keys / 0603 then 1530', () => {
    const pressed = keys('0603#1530#');
    const { snapshot } = playDialogue(readSkillbase('salon'), ['маникюр', ...pressed]);
    expect(snapshot.fields['visit_at']?.value).toBe('2026-03-06T15:30:00+03:00');
  });

  test('reception / one digit where one is enough / taken without #', () => {
    const { snapshot } = playDialogue(readSkillbase('reception'), ['sales please', 'yes', '#3']);
    expect(snapshot.fields['people']?.value).toBe('3');
  });

  test('no recognition / the menu chooses / kept with the message', () => {
    const { lines, snapshot } = playDialogue(readSkillbase('salon'), ['#3', '#7', '#1', message], {
      canHear: false,
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "Здравствуйте! Салон красоты, виртуальный администратор. Рада вас слышать. Разговор записывается.",
        "Чтобы записаться на маникюр или педикюр, нажмите один. На стрижку, окрашивание или укладку, два. Узнать часы работы, три. Оставить сообщение, ноль.",
        "> #3",
        "Мы работаем каждый день с девяти утра до девяти вечера.",
        "Чтобы записаться на маникюр или педикюр, нажмите один. На стрижку, окрашивание или укладку, два. Узнать часы работы, три. Оставить сообщение, ноль.",
        "> #7",
        "Чтобы записаться на маникюр или педикюр, нажмите один. На стрижку, окрашивание или укладку, два. Узнать часы работы, три. Оставить сообщение, ноль.",
        "> #1",
        "Хорошо, запись на маникюр или педикюр.",
        "* service = manicure",
        "Оставьте, пожалуйста, сообщение после сигнала. Назовите имя, телефон, услугу и удобное время.",
        "* tone",
        "> message-recorded",
        "Спасибо, сообщение записано, администратор перезвонит.",
        "* callback: Оставлено голосовое сообщение",
        "Хорошо, всего доброго! Будем рады вас видеть.",
        "* hang-up message-left",
      ]
    `);
    expect(snapshot.fields['service']?.value).toBe('manicure');
  });

  test('no recognition, but words are typed / the flow goes on in words', () => {
    const { snapshot } = playDialogue(readSkillbase('salon'), ['маникюр завтра в три'], { canHear: false });
    expect(snapshot.step).toBe('who');
  });
});

describe('classifyOutcome / the caller hangs up in the middle', () => {
  const salon = readSkillbase('salon');
  const ended = (moves: CallerMove[], how = 'caller-hung-up') =>
    classifyOutcome(salon, playDialogue(salon, moves).snapshot, how);
  const booked = ['меня зовут анна хочу маникюр завтра в три', '89162344567'];

  test.each([
    ['at once', [], 'caller-hung-up', 'failed'],
    ['after an answered question', ['сколько стоит'], 'caller-hung-up', 'info_only'],
    ['before the number was confirmed', booked, 'caller-hung-up', 'failed'],
    ['after it was confirmed', [...booked, 'да'], 'caller-hung-up', 'lead'],
    ['with only a number', ['маникюр', 'завтра в три', '89162344567'], 'media-timeout', 'failed'],
    ['while leaving a message', ['оператора'], 'caller-hung-up', 'callback'],
    ['when the process stops', [], 'shutdown', 'failed'],
  ] as [string, CallerMove[], string, string][])('%s', (_, moves, how, kind) => {
    expect(ended(moves, how).kind).toBe(kind);
  });
});
