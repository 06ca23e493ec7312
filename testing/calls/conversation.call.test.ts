import { describe, expect, it } from 'vitest';
import { createScriptedLanguageModel } from '../fakes/index.ts';
import { type CallerStep, type SimulatedCallOptions, simulateCalls, story } from '../simulation/index.ts';
import { loadSkillbase } from './load-skillbase.ts';

const skillbase = loadSkillbase('testing/skillbases/studio.yaml');

async function tell(script: CallerStep[], options: Partial<SimulatedCallOptions> = {}): Promise<string[]> {
  const [call] = await simulateCalls([{ skillbase, script, ...options }], { maxMs: 180_000 });
  if (!call?.isOver) throw new Error(`the call did not end:\n${story(call?.events ?? []).join('\n')}`);
  return story(call.events);
}

const booking: CallerStep[] = [
  { say: 'хочу записаться на маникюр' },
  { say: 'меня зовут Анна' },
  { say: 'восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь' },
  { say: 'да верно' },
];

describe('a conversation', () => {
  it('caller who answers what is asked / no model / becomes a lead', async () => {
    expect(await tell(booking)).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.95 caller: хочу записаться на маникюр",
        "9.08   service = manicure ✓",
        "9.08   → name",
        "11.14 agent: Так, маникюр. Как вас зовут?",
        "13.69 caller: меня зовут Анна",
        "13.82   name = Анна ✓",
        "13.82   → phone",
        "17.82 agent: Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "24.39 caller: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "32.44 agent: Повторю номер: плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь. Всё правильно?",
        "34.43 caller: да верно",
        "34.56   phone = +79161234567 ✓",
        "34.56   outcome lead (записан)",
        "37.48 agent: Спасибо, мы вам перезвоним. До свидания!",
        "37.48 ended: completed, lead",
      ]
    `);
  });

  it('caller speaks over the agent / for longer than a nod / agent stops, keeps what was heard and answers', async () => {
    expect(
      await tell([{ interrupt: 'мне нужна стрижка', afterMs: 1500 }, { hangUp: true }]),
    ).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "2.16 agent (cut): Здравствуйте! Салон «Лаванда»,",
        "2.16   interrupted after “Здравствуйте! Салон «Лаванда»,”",
        "3.47 caller: мне нужна стрижка",
        "3.60   service = haircut ✓",
        "3.60   → name",
        "5.66 agent: Так, стрижка. Как вас зовут?",
        "6.64 ended: caller-hung-up, info_only",
      ]
    `);
  });

  it('caller nods while the agent speaks / streaming recognition / agent goes on', async () => {
    expect(
      await tell([{ interrupt: 'угу', afterMs: 1500 }, { hangUp: true }], { stt: { mode: 'streaming' } }),
    ).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "4.22 caller: угу",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "6.62 ended: caller-hung-up, info_only",
      ]
    `);
  });

  it('caller never speaks / silence / is asked, asked again, and let go', async () => {
    expect(await tell([])).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "12.68   silence 1",
        "16.36 agent: Вы меня слышите? Подскажите, маникюр или стрижка?",
        "23.36   silence 2",
        "26.94 agent: Вы меня слышите? Подскажите, маникюр или стрижка?",
        "33.94   silence 3",
        "34.06   outcome info_only (спросил)",
        "36.04 agent: Вас не слышно. До свидания!",
        "36.04 ended: silence, info_only",
      ]
    `);
  });

  it('caller goes on while the reply is prepared / slow model / one reply to the whole thought', async () => {
    const languageModel: SimulatedCallOptions['languageModel'] = (clock) =>
      createScriptedLanguageModel({ clock, firstTokenMs: 900 });
    const script: CallerStep[] = [
      { say: 'хочу на маникюр' },
      { pauseMs: 500 },
      { say: 'меня зовут Анна', now: true },
      { hangUp: true },
    ];
    expect(await tell(script, { languageModel })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.15 caller: хочу на маникюр",
        "10.19 caller: меня зовут Анна",
        "11.26   name = Анна ✓",
        "11.26   service = manicure ✓",
        "11.26   → phone",
        "16.46 agent: Поняла вас. Так, маникюр, Анна. Продиктуйте, пожалуйста, номер телефона.",
        "17.42 ended: caller-hung-up, info_only",
      ]
    `);
  });

  it('caller hangs up in mid-sentence / while the agent speaks / transcript holds what was heard', async () => {
    expect(await tell([{ hangUp: true, now: true, afterMs: 2500 }])).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "2.48 agent (cut): Здравствуйте! Салон «Лаванда»,",
        "2.48 ended: caller-hung-up, info_only",
      ]
    `);
  });
});

describe('a call that cannot hear', () => {
  it('keypad and tone / no recogniser / hours are told, a message is recorded', async () => {
    const script: CallerStep[] = [
      { press: '1' },
      { press: '0' },
      { say: 'перезвоните мне пожалуйста завтра' },
    ];
    expect(await tell(script, { stt: null })).toMatchInlineSnapshot(`
      [
        "0.12   → menu",
        "8.32 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Чтобы оставить сообщение, нажмите ноль. Узнать часы работы, один.",
        "9.32 caller presses 1",
        "9.44   → menu",
        "17.28 agent: Мы работаем каждый день с девяти до девяти. Чтобы оставить сообщение, нажмите ноль. Узнать часы работы, один.",
        "18.28 caller presses 0",
        "18.40   → message",
        "20.82 agent: Оставьте сообщение после сигнала.",
        "28.12   message of 3.5 s",
        "28.24   outcome callback (оставил сообщение)",
        "31.22 agent: Спасибо, сообщение записано. До свидания!",
        "31.22 ended: message-left, callback",
      ]
    `);
  });
});

describe('a provider that fails', () => {
  it('recogniser hangs / one utterance / “one moment”, then asked again, and the call goes on', async () => {
    const stt = { fault: (utterance: number) => (utterance === 1 ? ('hang' as const) : null) };
    expect(await tell([...booking.slice(0, 1), ...booking], { stt })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "11.40 agent: Секунду, пожалуйста.",
        "14.42   ! stt provider_timeout",
        "14.67 caller: хочу записаться на маникюр",
        "14.80   service = manicure ✓",
        "14.80   → name",
        "16.86 agent: Так, маникюр. Как вас зовут?",
        "19.41 caller: меня зовут Анна",
        "19.54   name = Анна ✓",
        "19.54   → phone",
        "23.54 agent: Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "30.13 caller: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "38.18 agent: Повторю номер: плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь. Всё правильно?",
        "40.17 caller: да верно",
        "40.30   phone = +79161234567 ✓",
        "40.30   outcome lead (записан)",
        "43.22 agent: Спасибо, мы вам перезвоним. До свидания!",
        "43.22 ended: completed, lead",
      ]
    `);
  });

  it('recogniser answers garbage / one utterance / apology, and the call goes on', async () => {
    const stt = { fault: (utterance: number) => (utterance === 1 ? ('provider_garbage' as const) : null) };
    expect(await tell([...booking.slice(0, 1), ...booking], { stt })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.95   ! stt provider_garbage",
        "12.92 agent: Простите, небольшая заминка. Повторите, пожалуйста.",
        "16.17 caller: хочу записаться на маникюр",
        "16.30   service = manicure ✓",
        "16.30   → name",
        "18.36 agent: Так, маникюр. Как вас зовут?",
        "20.91 caller: меня зовут Анна",
        "21.04   name = Анна ✓",
        "21.04   → phone",
        "25.04 agent: Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "31.63 caller: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "39.68 agent: Повторю номер: плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь. Всё правильно?",
        "41.67 caller: да верно",
        "41.80   phone = +79161234567 ✓",
        "41.80   outcome lead (записан)",
        "44.72 agent: Спасибо, мы вам перезвоним. До свидания!",
        "44.72 ended: completed, lead",
      ]
    `);
  });

  it('model hangs / every turn / the scenario’s own words within 1.2 s', async () => {
    const languageModel: SimulatedCallOptions['languageModel'] = (clock) =>
      createScriptedLanguageModel({ clock, fault: () => 'hang' });
    expect(await tell(booking.slice(0, 2), { languageModel })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.95 caller: хочу записаться на маникюр",
        "10.15   ! llm provider_timeout",
        "10.28   service = manicure ✓",
        "10.28   → name",
        "12.34 agent: Так, маникюр. Как вас зовут?",
        "14.89 caller: меня зовут Анна",
        "16.09   ! llm provider_timeout",
        "16.22   name = Анна ✓",
        "16.22   → phone",
        "20.22 agent: Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "27.22   silence 1",
        "28.42   ! llm provider_timeout",
        "32.68 agent: Вы меня слышите? Продиктуйте, пожалуйста, номер телефона.",
        "39.68   silence 2",
        "40.88   ! llm provider_timeout",
        "45.02 agent: Вы меня слышите? Продиктуйте, пожалуйста, номер телефона.",
        "52.02   silence 3",
        "52.14   outcome info_only (спросил)",
        "54.12 agent: Вас не слышно. До свидания!",
        "54.12 ended: silence, info_only",
      ]
    `);
  });

  it('model breaks off in mid-sentence / second turn / the question is still asked', async () => {
    const languageModel: SimulatedCallOptions['languageModel'] = (clock) =>
      createScriptedLanguageModel({ clock, fault: (request) => (request === 1 ? 'break' : null) });
    expect(await tell(booking, { languageModel })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.95 caller: хочу записаться на маникюр",
        "9.32   service = manicure ✓",
        "9.32   → name",
        "9.50   ! llm provider_unreachable",
        "11.66 agent: Поняла вас. Так,  … Как вас зовут?",
        "14.23 caller: меня зовут Анна",
        "14.60   name = Анна ✓",
        "14.60   → phone",
        "19.44 agent: Поняла вас. Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "26.05 caller: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "34.10 agent: Повторю номер: плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь. Всё правильно?",
        "36.09 caller: да верно",
        "36.22   phone = +79161234567 ✓",
        "36.22   outcome lead (записан)",
        "39.14 agent: Спасибо, мы вам перезвоним. До свидания!",
        "39.14 ended: completed, lead",
      ]
    `);
  });

  it('voice hangs / the second one takes over / nothing is lost', async () => {
    const voices = [
      { name: 'first', fault: (request: number) => (request === 3 ? ('hang' as const) : null) },
      { name: 'second' },
    ];
    expect(await tell(booking, { voices })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "5.68 agent: Здравствуйте! Салон «Лаванда», меня зовут Лидия. Какая услуга вас интересует?",
        "8.95 caller: хочу записаться на маникюр",
        "9.08   service = manicure ✓",
        "9.08   → name",
        "11.14 agent: Так, маникюр. Как вас зовут?",
        "13.69 caller: меня зовут Анна",
        "13.82   name = Анна ✓",
        "13.82   → phone",
        "17.82 agent: Принято: Анна. Продиктуйте, пожалуйста, номер телефона.",
        "24.39 caller: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "32.44 agent: Повторю номер: плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь. Всё правильно?",
        "34.43 caller: да верно",
        "34.56   phone = +79161234567 ✓",
        "34.56   outcome lead (записан)",
        "37.48 agent: Спасибо, мы вам перезвоним. До свидания!",
        "37.48 ended: completed, lead",
      ]
    `);
  });

  it('the only voice dies for good / nothing can be said / the call ends instead of silence', async () => {
    const voices = [
      { fault: (request: number) => (request >= 2 ? ('provider_unreachable' as const) : null) },
    ];
    expect(await tell(booking.slice(0, 1), { voices })).toMatchInlineSnapshot(`
      [
        "0.12   → service",
        "0.44   ! tts provider_unreachable",
        "1.10 agent (cut): Здравствуйте!",
        "1.22   ! tts provider_unreachable",
        "1.22 ended: voice-failed, info_only",
      ]
    `);
  });
});
