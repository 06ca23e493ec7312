import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScenarioContext, ScenarioEvent, ScenarioSnapshot } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import { createScenario } from './create-scenario.ts';
import { parseSkillbase } from './parse-skillbase.ts';

/** A Monday morning; all scripted conversations happen on it. */
export const mondayMorning: ScenarioContext = {
  startedAt: '2026-03-02T10:00:00+03:00',
  timeZone: 'Europe/Moscow',
  callerNumber: '',
  canHear: true,
  seed: 0,
};

/** A shipped agent by its id, or a skillbase of the tests. */
export function readSkillbase(id: string): Skillbase {
  const folder = id === 'reception' ? '../../testing/skillbases/' : '../../business/agents/shipped/';
  const path = fileURLToPath(new URL(`${folder}${id}.yaml`, import.meta.url));
  return parseSkillbase(readFileSync(path, 'utf8'), `${id}.yaml`);
}

/** What a scripted caller does: says words, presses `#1`, is `(silent)`, or any event. */
export type CallerMove = string | ScenarioEvent;

export interface PlayedDialogue {
  /** Both sides in order: `> caller`, `agent`, `* effect`. */
  lines: string[];
  snapshot: ScenarioSnapshot;
  isHungUp: boolean;
}

/**
 * Plays a caller against an agent and writes the conversation down. The state goes through JSON at every step,
 * as it would between machines.
 */
export function playDialogue(
  skillbase: Skillbase,
  moves: readonly CallerMove[],
  context: Partial<ScenarioContext> = {},
): PlayedDialogue {
  const scenario = createScenario(skillbase);
  let state = scenario.initial({ ...mondayMorning, ...context });
  const lines: string[] = [];
  let isHungUp = false;
  let silences = 0;
  for (const move of [{ type: 'call-started' } as const, ...moves]) {
    silences = move === '(silent)' ? silences + 1 : 0;
    const event = eventOf(move, silences);
    if (event.type !== 'call-started') lines.push(`> ${typeof move === 'string' ? move : event.type}`);
    const step = scenario.reduce(state, event);
    state = JSON.parse(JSON.stringify(step.state));
    for (const effect of step.effects) {
      if (effect.type === 'say') lines.push(effect.text);
      else if (effect.type === 'collect') {
        lines.push(`* ${effect.field} = ${effect.value}${effect.isConfirmed ? '' : ' ?'}`);
      } else if (effect.type === 'outcome') lines.push(`* ${effect.kind}: ${effect.reason}`);
      else if (effect.type === 'hang-up') lines.push(`* hang-up ${effect.reason}`);
      else if (effect.type === 'record-message') lines.push('* tone');
      else if (effect.type === 'escalate') lines.push(`* escalate ${effect.reason}`);
      isHungUp ||= effect.type === 'hang-up';
    }
  }
  return { lines, snapshot: scenario.snapshot(state), isHungUp };
}

function eventOf(move: CallerMove, silences: number): ScenarioEvent {
  if (typeof move !== 'string') return move;
  if (move === '(silent)') return { type: 'caller-silent', count: silences };
  if (/^#.$/.test(move)) return { type: 'dtmf', digit: move.slice(1) };
  return { type: 'caller-said', text: move };
}
