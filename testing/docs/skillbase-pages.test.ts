import { readFileSync } from 'node:fs';
import { createScenario, parseSkillbase } from '@allo/call/scenario';
import type { ScenarioEvent, ScenarioSnapshot } from '@allo/contracts/ports';
import { describe, expect, it } from 'vitest';

/** The skillbase that a page shows: its one block of YAML. */
function exampleOf(page: string): string {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => match[1] as string);
  if (blocks.length !== 1) throw new Error(`${page} must show exactly one skillbase, not ${blocks.length}`);
  return blocks[0] as string;
}

/** What a call comes to whose caller says these turns. */
function converse(page: string, turns: readonly string[]): ScenarioSnapshot {
  const scenario = createScenario(parseSkillbase(exampleOf(page), page));
  const events: ScenarioEvent[] = turns.map((text) => ({ type: 'caller-said', text }));
  const context = {
    startedAt: '2026-03-02T10:00:00+03:00',
    timeZone: 'Europe/Moscow',
    callerNumber: '',
    canHear: true,
    seed: 1,
  };
  let state = scenario.initial(context);
  for (const event of [{ type: 'call-started' } as const, ...events])
    ({ state } = scenario.reduce(state, event));
  return scenario.snapshot(state);
}

const fieldsOf = ({ fields }: ScenarioSnapshot) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));

describe('the example of docs/write-a-skillbase.ru.md', () => {
  const page = 'write-a-skillbase.ru.md';

  it('a caller who answers / becomes a lead', () => {
    const turns = ['Поменять на зимние', 'Завтра в три', 'Анна', '8 912 345 67 89', 'Да'];
    const call = converse(page, turns);
    expect(fieldsOf(call)).toMatchObject({ job: 'change', client_name: 'Анна', phone: '+79123456789' });
    expect(call.fields['visit_at']?.value).toMatch(/^2026-03-03T15:00/);
    expect(call.outcome?.kind).toBe('lead');
  });

  it('a puncture / is not asked for a day', () => {
    const call = converse(page, ['У меня прокол']);
    expect(call.step).toBe('who');
  });
});

describe('the example of docs/write-a-skillbase.md', () => {
  it('a caller who answers / becomes a lead', () => {
    const turns = ['I need winter tyres', 'tomorrow at three', 'Anna', '8 912 345 67 89', 'yes'];
    const call = converse('write-a-skillbase.md', turns);
    expect(fieldsOf(call)).toMatchObject({ job: 'change', client_name: 'Anna' });
    expect(call.outcome?.kind).toBe('lead');
  });
});
