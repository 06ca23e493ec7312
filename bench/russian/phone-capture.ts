import { extractPhone } from '@allo/call/russian';
import { createScenario, parseSkillbase } from '@allo/call/scenario';
import { createSeededRandom, type Random } from '@allo/kernel';
import { rounded } from '../bench.ts';
import { dictate, drawPhone, readBack } from './spoken-phones.ts';
import { misheard } from './word-errors.ts';

export interface PhoneResult {
  /** One utterance, no second chance. */
  heardOnce: Outcome;
  /** The same without any word error: what the wording alone costs. */
  clean: Outcome;
  /** A whole exchange: ask, read back, correct. */
  captured: Outcome;
  turnsMean: number;
  samples: string[];
}
export interface Outcome {
  exactPct: number;
  abstainedPct: number;
  wrongPct: number;
}

const words = ['Подождите.', 'Простите, не расслышала.'];
const phrases =
  'silence silenceGoodbye notUnderstood fallback timeIsUp askMessage messageTaken operator goodbye';
const skillbase = parseSkillbase(
  JSON.stringify({
    id: 'phones',
    name: 'Номер',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    context: { role: 'Записывает номер.', style: 'Коротко.', facts: [], safety: [] },
    greeting: ['Здравствуйте!'],
    flow: [
      {
        id: 'phone',
        goal: 'Узнать номер.',
        ask: ['Назовите номер телефона.'],
        reask: ['Повторите, пожалуйста, номер целиком.', 'Ещё раз номер, пожалуйста.'],
        field: { name: 'phone', type: 'phone', confirm: 'explicit' },
      },
    ],
    phrases: Object.fromEntries(phrases.split(' ').map((name) => [name, words])),
    closing: ['До свидания!'],
    outcomes: [{ kind: 'lead', reason: 'Есть номер', requires: ['phone'] }],
  }),
  'phones.yaml',
);
const scenario = createScenario(skillbase);
const yes = ['да', 'да верно', 'да все верно', 'правильно', 'ага', 'угу', 'да правильно'];
const no = ['нет', 'нет неправильно', 'неверно', 'нет не так', 'неправильно'];

export function measurePhones(seed: number, count: number, wordErrorRate: number): PhoneResult {
  const random = createSeededRandom(seed);
  const heardOnce = new Tally();
  const clean = new Tally();
  const captured = new Tally();
  const samples: string[] = [];
  let turns = 0;
  for (let index = 0; index < count; index++) {
    const digits = drawPhone(random);
    const spoken = dictate(digits, random);
    clean.add(`+7${digits}`, extractPhone(spoken.said)?.value);
    const text = misheard(spoken.said, wordErrorRate, random);
    heardOnce.add(`+7${digits}`, extractPhone(text)?.value);
    const call = capture(digits, text, wordErrorRate, random);
    turns += call.turns;
    captured.add(`+7${digits}`, call.value);
    if (call.value !== `+7${digits}` && samples.length < 12) samples.push(call.lines.join(' | '));
  }
  return {
    heardOnce: heardOnce.outcome(),
    clean: clean.outcome(),
    captured: captured.outcome(),
    turnsMean: rounded(turns / count),
    samples,
  };
}

/** One call: every turn of the caller goes through the same bad line; the agent is heard perfectly. */
function capture(digits: string, first: string, wordErrorRate: number, random: Random) {
  const pick = (list: readonly string[]) => list[random.below(list.length)] as string;
  let state = scenario.initial({
    startedAt: '2026-03-02T10:00:00+03:00',
    timeZone: 'Europe/Moscow',
    callerNumber: '',
    canHear: true,
    seed: random.below(1000),
  });
  const lines: string[] = [];
  const tell = (event: Parameters<typeof scenario.reduce>[1]) => {
    const step = scenario.reduce(state, event);
    state = step.state;
    return step.effects;
  };
  let effects = tell({ type: 'call-started' });
  let text = first;
  for (let turn = 1; turn <= 14; turn++) {
    lines.push(`> ${text}`);
    effects =
      text.trim() === ''
        ? tell({ type: 'not-understood', cause: 'empty' })
        : tell({ type: 'caller-said', text });
    const collected = effects.find((effect) => effect.type === 'collect' && effect.isConfirmed);
    if (collected?.type === 'collect') return { value: collected.value, turns: turn, lines };
    if (effects.some(({ type }) => type === 'record-message' || type === 'hang-up'))
      return { value: undefined, turns: turn, lines };
    const said = effects.flatMap((effect) => (effect.type === 'say' ? [effect.text] : [])).join(' ');
    lines.push(said);
    const answer = reply(said, digits, random, pick);
    text = misheard(answer, wordErrorRate, random);
  }
  return { value: undefined, turns: 14, lines };
}

/** What a person answers: recognises the own number when it is read back, otherwise says no or dictates again. */
function reply(
  said: string,
  digits: string,
  random: Random,
  pick: (list: readonly string[]) => string,
): string {
  const isReadBack = /плюс семь/.test(said);
  if (isReadBack && said.includes(`${readBack(digits)}.`)) return pick(yes);
  const again = dictate(digits, random).said;
  if (isReadBack) return random.below(2) === 0 ? pick(no) : `нет ${again}`;
  if (/дальше|продолжайте/.test(said) && random.below(3) === 0) return 'это все';
  return again;
}

class Tally {
  #exact = 0;
  #wrong = 0;
  #total = 0;

  add(truth: string, heard: string | undefined): void {
    this.#total++;
    if (heard === truth) this.#exact++;
    else if (heard !== undefined) this.#wrong++;
  }

  outcome(): Outcome {
    const share = (count: number) => rounded((count / this.#total) * 100);
    return {
      exactPct: share(this.#exact),
      abstainedPct: share(this.#total - this.#exact - this.#wrong),
      wrongPct: share(this.#wrong),
    };
  }
}
