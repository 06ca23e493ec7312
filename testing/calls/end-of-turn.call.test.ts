import type { FieldType } from '@allo/contracts/ports';
import { describe, expect, it } from 'vitest';
import { type PlannedStretch, runTurns, simulateCalls, story } from '../simulation/index.ts';
import { loadSkillbase } from './load-skillbase.ts';

const recogniser = { partial: { p50: 150, p95: 280 }, final: { p50: 50, p95: 110 } };

/**
 * One caller's turns in order: words, with the length of each pause in ms between them. Answers for each turn what the
 * engine made of it and how long the caller then waited for the answer, in tenths of a second.
 */
async function say(
  ...turns: Array<[asked: FieldType | null, ...said: Array<string | number>]>
): Promise<string[]> {
  const plans = turns.map(([asked, ...said]) => ({
    situation: 'scripted',
    asked,
    stretches: stretchesOf(said),
    isShort: false,
    dictated: null,
  }));
  const callers = [{ seed: 1, pace: 0, charactersPerSecond: 14, turns: plans }];
  const outcomes = await runTurns({ callers, recogniser });
  return outcomes.map(
    ({ parts, deadAirMs }) =>
      `${parts.join(' ¦ ')} → ${deadAirMs === null ? 'cut off' : `${(deadAirMs / 1000).toFixed(1)} s`}`,
  );
}

function stretchesOf(said: ReadonlyArray<string | number>): PlannedStretch[] {
  return said.flatMap((one, index) => {
    const next = said[index + 1];
    return typeof one === 'string'
      ? [{ words: one, pauseMs: typeof next === 'number' ? next : null, pattern: '' }]
      : [];
  });
}

describe('the end of a turn', () => {
  it('short answers / to a yes-or-no question / are answered at once', async () => {
    expect(
      await say(['boolean', 'да'], ['boolean', 'нет'], ['boolean', 'ага'], [null, 'алло']),
    ).toMatchInlineSnapshot(`
      [
        "да → 0.3 s",
        "нет → 0.2 s",
        "ага → 0.3 s",
        "алло → 0.3 s",
      ]
    `);
  });

  it('a telephone number / looked up between groups / is one turn, answered soon after the last digit', async () => {
    expect(
      await say([
        'phone',
        'восемь',
        1900,
        'девятьсот шестнадцать',
        1400,
        'сто двадцать три',
        2000,
        'сорок пять',
        800,
        'шестьдесят семь',
      ]),
    ).toMatchInlineSnapshot(`
      [
        "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь → 0.3 s",
      ]
    `);
  });

  it('a name / surname first / is not taken for the whole name', async () => {
    expect(
      await say(['name', 'Ковалёв', 600, 'Пётр', 300, 'Андреевич'], ['name', 'меня зовут', 1200, 'Анна']),
    ).toMatchInlineSnapshot(`
      [
        "Ковалёв Пётр Андреевич → 0.2 s",
        "меня зовут Анна → 0.2 s",
      ]
    `);
  });

  it('an address / a pause after “дом” and “квартира” / is one turn', async () => {
    expect(
      await say(['text', 'улица Гоголя дом', 1300, 'двенадцать квартира', 1100, 'сорок']),
    ).toMatchInlineSnapshot(`
      [
        "улица Гоголя дом двенадцать квартира сорок → 0.3 s",
      ]
    `);
  });

  it('a thought that goes on / after a conjunction, a preposition, a hesitation / is heard to its end', async () => {
    expect(
      await say(
        [null, 'я хотела узнать и', 1100, 'ещё отменить приём'],
        [null, 'переведите меня на', 900, 'бухгалтерию'],
        [null, 'а можно э-э', 1300, 'прийти пораньше'],
      ),
    ).toMatchInlineSnapshot(`
      [
        "я хотела узнать и ещё отменить приём → 0.3 s",
        "переведите меня на бухгалтерию → 0.3 s",
        "а можно э-э прийти пораньше → 0.2 s",
      ]
    `);
  });

  it('“здравствуйте” / then silence of a second / the matter still belongs to the greeting', async () => {
    expect(await say([null, 'здравствуйте', 1000, 'во сколько вы открываетесь'])).toMatchInlineSnapshot(`
      [
        "здравствуйте во сколько вы открываетесь → 0.5 s",
      ]
    `);
  });

  it('a slow caller / pauses learned from the first turns / is cut off no more where it was doubtful', async () => {
    const doubtful: [null, string, number, string] = [null, 'у меня заказ', 950, 'не привезли'];
    const slow: [null, ...Array<string | number>] = [
      null,
      'мне нужно',
      900,
      'перевести деньги на',
      1000,
      'другой счёт',
    ];
    const [fresh] = await say(doubtful);
    const learned = (await say(slow, slow, slow, slow, doubtful)).at(-1);
    expect({ fresh, learned }).toMatchInlineSnapshot(`
      {
        "fresh": "у меня заказ ¦ не привезли → cut off",
        "learned": "у меня заказ не привезли → 0.7 s",
      }
    `);
  });

  it('a whole call / streaming recogniser / every answer comes within 0.4 s and none is taken back', async () => {
    const skillbase = loadSkillbase('testing/skillbases/studio.yaml');
    const script = [
      { say: 'хочу записаться на маникюр' },
      { say: 'меня зовут Анна' },
      { say: 'восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь' },
      { say: 'да верно' },
    ];
    const stt = { mode: 'streaming' as const, latencyMs: 50 };
    const [call] = await simulateCalls([{ skillbase, script, stt, voices: [{ firstByteMs: 20 }] }], {
      maxMs: 90_000,
    });
    const waits = call?.events.flatMap((event) =>
      event.type === 'agent.turn_measured' ? [event.data.latency.endOfUtteranceMs ?? 0] : [],
    );
    expect(Math.max(...(waits ?? []))).toBeLessThanOrEqual(400);
    expect(story(call?.events ?? [])).toMatchInlineSnapshot(`
      [
        "0.02   → service",
        "5.58 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.58 caller: хочу записаться на маникюр",
        "8.60   service = manicure ✓",
        "8.60   → name",
        "10.66 agent: Так, маникюр. Как вас зовут?",
        "13.08 caller: меня зовут Анна",
        "13.10   name = Анна ✓",
        "13.10   → phone",
        "17.10 agent: Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "23.44 caller: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "31.38 agent: Повторю номер: плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь. Всё правильно?",
        "33.16 caller: да верно",
        "33.18   phone = +79161234567 ✓",
        "33.18   outcome lead (записан)",
        "36.10 agent: Спасибо, мы вам перезвоним. До свидания!",
        "36.10 ended: completed, lead",
      ]
    `);
  });
});
