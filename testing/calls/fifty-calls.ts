import type { CallerStep, SimulatedCallOptions } from '../simulation/index.ts';
import { loadSkillbase } from './load-skillbase.ts';

const phone = 'восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь';
const question = 'а во сколько вы работаете и сколько это стоит';

/** Fifty callers who take minutes: they ask, hesitate, repeat, correct and nod, each in an order of their own. */
export function fiftyCalls(): SimulatedCallOptions[] {
  const agents = ['lidia', 'salon', 'clinic', 'sales'].map((name) =>
    loadSkillbase(`business/agents/shipped/${name}.yaml`),
  );
  return Array.from({ length: 50 }, (_, index) => ({
    skillbase: agents[index % agents.length] as (typeof agents)[number],
    script: script(index),
    seed: index + 1,
    stt: index % 3 === 0 ? { mode: 'streaming' as const } : {},
  }));
}

function script(index: number): CallerStep[] {
  const steps: CallerStep[] = [];
  for (let round = 0; round < 9; round++) {
    const turn = (index + round) % 5;
    if (turn === 0) steps.push({ say: question });
    if (turn === 1) steps.push({ say: 'повторите пожалуйста' });
    if (turn === 2) steps.push({ interrupt: 'подождите я не понял', afterMs: 1200 + index * 20 });
    if (turn === 3) steps.push({ interrupt: 'угу', afterMs: 1500 }, { pauseMs: 4000 }, { say: 'алло' });
    if (turn === 4) steps.push({ pauseMs: 6000 }, { say: 'я думаю секунду' });
  }
  steps.push(
    { say: 'меня зовут Анна Петрова' },
    { say: phone },
    { say: 'да верно' },
    { pauseMs: 3000 },
    { hangUp: true },
  );
  return steps;
}
