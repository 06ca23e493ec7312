import type { ScenarioEffect, ScenarioSay } from '@allo/contracts/ports';
import type { Skillbase, SkillbaseStep } from '@allo/contracts/skillbase';
import type { Language } from './language.ts';
import type { ScenarioState } from './state.ts';

/**
 * One step of the machine while it is being worked out: a private copy of the state and the effects so far.
 * Nothing outside `reduce` ever sees it change.
 */
export interface Turn {
  readonly skillbase: Skillbase;
  readonly language: Language;
  readonly state: ScenarioState;
  readonly effects: ScenarioEffect[];
}

export interface SayOptions {
  purpose: ScenarioSay['purpose'];
  expects?: ScenarioSay['expects'];
  isInterruptible?: boolean;
  /** What `{value}` stands for. */
  value?: string;
}

const placeholder = /\{([a-z][a-z0-9_-]*)(?::(short))?\}/g;

/** Names in braces that a template uses. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1] as string);
}

/** Says one wording of a pool. Nothing is said when no wording can be filled in. */
export function say(turn: Turn, pool: string, templates: readonly string[], options: SayOptions): string {
  const template = choose(turn, pool, templates, options.value);
  const text = render(turn, template, options.value);
  if (text === '') return '';
  turn.state.lastText = text;
  turn.effects.push({
    type: 'say',
    text,
    purpose: options.purpose,
    ...(options.expects && { expects: options.expects }),
    isFixed: text === template,
    isInterruptible: options.isInterruptible ?? true,
  });
  return template;
}

/**
 * Wordings take turns; the seed decides which comes first. Those whose placeholders are not known yet wait,
 * and the words that were just said are passed over if there are others.
 */
function choose(turn: Turn, pool: string, templates: readonly string[], value: string | undefined): string {
  const { state } = turn;
  const filled = templates.filter((template) => missing(turn, template, value).length === 0);
  const usable = filled.length > 0 ? filled : templates;
  const used = state.phraseUse[pool] ?? 0;
  state.phraseUse[pool] = used + 1;
  const start = state.context.seed >>> 0;
  const first = usable[(start + used) % usable.length] as string;
  if (usable.length === 1 || render(turn, first, value) !== state.lastText) return first;
  state.phraseUse[pool] = used + 2;
  return usable[(start + used + 1) % usable.length] as string;
}

function valueOf(
  turn: Turn,
  name: string,
  form: string | undefined,
  value: string | undefined,
): string | undefined {
  if (name === 'value') return value;
  if (name === 'caller_number') return turn.language.sayPhone(turn.state.context.callerNumber);
  const collected = turn.state.fields[name];
  if (!collected) return undefined;
  return form === 'short' ? turn.language.addressOf(collected.value) : collected.spoken;
}

const missing = (turn: Turn, template: string, value: string | undefined) =>
  placeholdersOf(template).filter((name) => valueOf(turn, name, undefined, value) === undefined);

/** Fills the placeholders in; a sentence that needs an unknown value is left out. */
function render(turn: Turn, template: string, value: string | undefined): string {
  if (!template.includes('{')) return template;
  const isWhole = missing(turn, template, value).length === 0;
  const sentences = isWhole ? [template] : template.split(/(?<=[.!?…])\s+/);
  return sentences
    .filter((sentence) => missing(turn, sentence, value).length === 0)
    .map((sentence) =>
      sentence.replaceAll(
        placeholder,
        (_, name: string, form?: string) => valueOf(turn, name, form, value) ?? '',
      ),
    )
    .join(' ')
    .replaceAll(
      /(^|[.!?…]\s+)(\p{Ll})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
}

export function currentStep(turn: Turn): SkillbaseStep | undefined {
  return turn.skillbase.flow[turn.state.stepIndex];
}
