import { describe, expect, it } from 'vitest';
import { type CallerStep, simulateCalls, story } from '../simulation/index.ts';
import { loadSkillbase } from './load-skillbase.ts';

/** Callers of the shipped agents, from the greeting to the goodbye, on the virtual clock. */
const say = (...lines: string[]): CallerStep[] => lines.map((line) => ({ say: line }));
const phone = 'восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь';
// A Monday noon in Moscow.
const epoch = new Date('2026-03-02T09:00:00Z');

async function call(agent: string, script: CallerStep[]) {
  const skillbase = loadSkillbase(`business/agents/shipped/${agent}.yaml`);
  const [result] = await simulateCalls([{ skillbase, script }], { maxMs: 300_000, epoch });
  if (!result?.isOver) throw new Error(`the call did not end:\n${story(result?.events ?? []).join('\n')}`);
  const fields: Record<string, string> = {};
  for (const event of result.events)
    if (event.type === 'agent.field_collected') fields[event.data.field] = event.data.value;
  const ended = result.events.at(-1);
  if (ended?.type !== 'call.ended') throw new Error('the last event must be call.ended');
  return { fields, outcome: ended.data.outcome, reason: ended.data.reason, story: story(result.events) };
}

describe('shipped agents', () => {
  it('Лидия / caller with a question / message with name, reason, phone and time', async () => {
    const { fields, outcome } = await call(
      'lidia',
      say(
        'меня зовут Пётр Иванов',
        'по поводу договора аренды',
        phone,
        'да верно',
        'завтра в три',
        'нет спасибо',
      ),
    );
    expect(fields).toMatchObject({
      caller_name: 'Пётр Иванов',
      reason: 'по поводу договора аренды',
      phone: '+79161234567',
    });
    expect(fields.callback_time).toContain('2026-03-03T15:00');
    expect(outcome).toBe('lead');
  });

  it('salon / everything in one breath, then a correction / booking for the corrected day', async () => {
    const { fields, outcome } = await call(
      'salon',
      say(
        'хочу записаться на маникюр завтра в три',
        'Анна',
        phone,
        'да',
        'нет не завтра а в пятницу',
        'да всё верно',
      ),
    );
    expect(fields).toMatchObject({ service: 'manicure', client_name: 'Анна', phone: '+79161234567' });
    expect(fields.visit_at).toContain('2026-03-06T15:00');
    expect(outcome).toBe('lead');
  });

  it('salon / caller asks about hours in between / is answered and asked again', async () => {
    const { story: lines, fields } = await call('salon', [
      ...say('во сколько вы открываетесь', 'стрижка'),
      { hangUp: true },
    ]);
    expect(lines.join('\n')).toMatch(/с девяти/);
    expect(fields.service).toBe('haircut');
  });

  it('clinic / caller with a complaint / appointment', async () => {
    const {
      fields,
      outcome,
      story: lines,
    } = await call(
      'clinic',
      say(
        'хочу записаться к терапевту',
        'болит горло',
        'послезавтра утром в десять',
        'Сидорова Мария',
        phone,
        'да',
        'да верно',
        'нет спасибо',
      ),
    );
    expect(outcome, lines.join('\n')).toBe('lead');
    expect(Object.values(fields)).toContain('+79161234567');
    expect(Object.values(fields).some((value) => value.includes('2026-03-04T10:00'))).toBe(true);
  });

  it('clinic / emergency / told to dial 103 or 112', async () => {
    const { story: lines } = await call('clinic', [
      ...say('у мужа сильная боль в груди он задыхается'),
      { hangUp: true },
    ]);
    expect(lines.join('\n')).toMatch(/сто три|сто двенадцать|103|112/);
  });

  it('sales / interested company / qualified lead', async () => {
    const {
      fields,
      outcome,
      story: lines,
    } = await call(
      'sales',
      say(
        'нам нужен голосовой ассистент',
        'двадцать человек',
        'пятьсот тысяч',
        'в этом месяце',
        'Ольга',
        phone,
        'да правильно',
        'нет спасибо',
      ),
    );
    expect(outcome, lines.join('\n')).toBe('lead');
    expect(fields).toMatchObject({
      interest: 'assistant',
      company_size: '20',
      budget: '500000',
      timeframe: 'month',
      client_name: 'Ольга',
      phone: '+79161234567',
    });
  });

  it('sales / somebody who wants to sell / not target', async () => {
    const { outcome } = await call('sales', say('хочу предложить вам рекламу', 'до свидания'));
    expect(outcome).toBe('not_target');
  });

  it('any agent / caller asks for a person / message is taken for a call back', async () => {
    for (const agent of ['lidia', 'salon', 'clinic', 'sales']) {
      const { outcome, story: lines } = await call(
        agent,
        say('соедините с оператором', 'это Иван перезвоните пожалуйста', phone, 'да', 'нет до свидания'),
      );
      expect(['callback', 'lead'], lines.join('\n')).toContain(outcome);
    }
  });
});
