import type { Skillbase, SkillbaseStep } from '@allo/contracts/skillbase';
import { placeholdersOf } from './turn.ts';

/** Names a template may use besides the flow's fields. */
const builtIn = new Set(['caller_number', 'message']);

/** Every place where a skillbase names something that is not there; each line says where, what, and the cure. */
export function findBrokenReferences(skillbase: Skillbase): string[] {
  const steps = new Set(skillbase.flow.map((step) => step.id));
  const fields = new Map(
    skillbase.flow.flatMap(({ field }) => (field ? [[field.name, field] as const] : [])),
  );
  const known = new Set([...fields.keys(), ...builtIn]);
  return [
    ...timeZoneProblems(skillbase),
    ...repeatedIds(skillbase),
    ...skillbase.flow.flatMap((step, index) => stepProblems(step, `flow[${index}]`, steps, known)),
    ...placeholderProblems(skillbase, known),
    ...keypadProblems(skillbase, fields),
    ...outcomeProblems(skillbase, known),
  ];
}

const oneOf = (names: Iterable<string>) => `use one of: ${[...names].join(', ')}`;

function timeZoneProblems({ timeZone }: Skillbase): string[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [`timeZone: “${timeZone}” is no IANA time zone; write one such as Europe/Moscow`];
  }
}

function repeatedIds({ flow }: Skillbase): string[] {
  const problems: string[] = [];
  const seenSteps = new Set<string>();
  const seenFields = new Set<string>();
  for (const [index, { id, field }] of flow.entries()) {
    if (seenSteps.has(id))
      problems.push(`flow[${index}].id: “${id}” is used by an earlier step; give it its own name`);
    seenSteps.add(id);
    if (!field) continue;
    if (seenFields.has(field.name)) {
      problems.push(
        `flow[${index}].field.name: “${field.name}” is collected by an earlier step; give it its own name`,
      );
    }
    if (builtIn.has(field.name))
      problems.push(`flow[${index}].field.name: “${field.name}” is reserved; rename the field`);
    seenFields.add(field.name);
  }
  return problems;
}

function stepProblems(step: SkillbaseStep, path: string, steps: Set<string>, known: Set<string>): string[] {
  const problems: string[] = [];
  const { field } = step;
  if (!field && !step.say && !step.ask)
    problems.push(`${path}: the step says and asks nothing; add “say”, or “ask” with “field”`);
  if (field && !step.ask && !step.say)
    problems.push(`${path}.ask: missing; write the question for “${field.name}”`);
  if (!field && step.ask)
    problems.push(`${path}.field: missing; name the field that “ask” collects, or write “say” instead`);
  if (field?.type === 'choice' && field.choices.length < 2) {
    problems.push(`${path}.field.choices: a choice needs at least two; add them or make the field a text`);
  }
  if (field && field.type !== 'choice' && field.choices.length > 0) {
    problems.push(
      `${path}.field.choices: only a field of type choice has them; remove them or set “type: choice”`,
    );
  }
  const repeated = field?.choices.find(
    ({ value }, index) => field.choices.findIndex((other) => other.value === value) < index,
  );
  if (repeated) problems.push(`${path}.field.choices: “${repeated.value}” is there twice; remove one`);
  if (field?.offerCallerNumber && field.type !== 'phone') {
    problems.push(`${path}.field.offerCallerNumber: only a phone field can offer it; remove it`);
  }
  for (const [value, target] of Object.entries(step.next)) {
    if (!steps.has(target)) problems.push(`${path}.next.${value}: no step “${target}”; ${oneOf(steps)}`);
    const values = branchValues(step);
    if (!values.includes(value))
      problems.push(`${path}.next.${value}: “${value}” is no answer of this step; ${oneOf(values)}`);
  }
  if (step.when && !known.has(step.when.field)) {
    problems.push(`${path}.when.field: no field “${step.when.field}”; ${oneOf(known)}`);
  }
  return problems;
}

function branchValues({ field }: SkillbaseStep): string[] {
  if (field?.type === 'choice') return [...field.choices.map((choice) => choice.value), '*'];
  return field?.type === 'boolean' ? ['true', 'false', '*'] : ['*'];
}

function placeholderProblems(skillbase: Skillbase, known: Set<string>): string[] {
  const problems: string[] = [];
  const check = (path: string, templates: readonly string[] | undefined, extra?: string) => {
    for (const template of templates ?? []) {
      for (const name of placeholdersOf(template)) {
        if (!known.has(name) && name !== extra)
          problems.push(`${path}: {${name}} names no field; ${oneOf(known)}`);
      }
    }
  };
  check('greeting', skillbase.greeting);
  check('closing', skillbase.closing);
  for (const [name, templates] of Object.entries(skillbase.phrases)) check(`phrases.${name}`, templates);
  for (const [index, step] of skillbase.flow.entries()) {
    check(`flow[${index}].say`, step.say);
    check(`flow[${index}].ask`, step.ask);
    check(`flow[${index}].reask`, step.reask);
    check(`flow[${index}].confirmation`, step.confirmation, 'value');
  }
  for (const [index, entry] of skillbase.faq.entries()) check(`faq[${index}].answer`, entry.answer);
  check('keypad.prompt', skillbase.keypad?.prompt);
  for (const [key, { say }] of Object.entries(skillbase.keypad?.keys ?? {}))
    check(`keypad.keys.${key}.say`, say);
  return problems;
}

function keypadProblems(
  { keypad }: Skillbase,
  fields: Map<string, NonNullable<SkillbaseStep['field']>>,
): string[] {
  const problems: string[] = [];
  for (const [key, entry] of Object.entries(keypad?.keys ?? {})) {
    const path = `keypad.keys.${key}`;
    if (entry.action === 'say' && !entry.say) problems.push(`${path}.say: missing; write what the key says`);
    if (entry.action !== 'choose') continue;
    const field = fields.get(entry.field ?? '');
    if (!field) problems.push(`${path}.field: no field “${entry.field ?? ''}”; ${oneOf(fields.keys())}`);
    const values = field?.choices.map((choice) => choice.value) ?? [];
    if (field?.type === 'choice' && !values.includes(entry.value ?? '')) {
      problems.push(
        `${path}.value: “${entry.value ?? ''}” is no choice of “${field.name}”; ${oneOf(values)}`,
      );
    }
    if (entry.value === undefined) problems.push(`${path}.value: missing; write what the key chooses`);
  }
  return problems;
}

function outcomeProblems({ outcomes }: Skillbase, known: Set<string>): string[] {
  return outcomes.flatMap((rule, index) => {
    const problems = rule.requires
      .map((name, at) => ({ name, path: `outcomes[${index}].requires[${at}]` }))
      .filter(({ name }) => !known.has(name))
      .map(({ name, path }) => `${path}: no field “${name}”; ${oneOf(known)}`);
    if (rule.when && !known.has(rule.when.field)) {
      problems.push(`outcomes[${index}].when.field: no field “${rule.when.field}”; ${oneOf(known)}`);
    }
    return problems;
  });
}
