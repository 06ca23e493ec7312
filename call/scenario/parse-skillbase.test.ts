import { readFileSync, readdirSync } from 'node:fs';
import { AppError } from '@allo/kernel';
import { describe, expect, test } from 'vitest';
import { parseSkillbase } from './parse-skillbase.ts';
import { readSkillbase } from './scripted-dialogue.ts';

const valid = readFileSync(new URL('../../testing/skillbases/reception.yaml', import.meta.url), 'utf8');

function problem(source: string): string {
  try {
    parseSkillbase(source, 'agent.yaml');
  } catch (error) {
    if (error instanceof AppError && error.code === 'skillbase_invalid') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('parseSkillbase', () => {
  test.each([
    ['broken YAML', valid.replace('id: reception', 'id: [reception'), /^agent\.yaml: not valid YAML: .*line/],
    [
      'an unknown key',
      `${valid}\ncolour: red\n`,
      'agent.yaml: the file: unknown key “colour”; remove it or correct its spelling',
    ],
    [
      'a missing key',
      valid.replace('closing: Thank you for calling. Goodbye!', ''),
      /agent\.yaml: closing: /,
    ],
    [
      'a wrong id',
      valid.replace('id: reception', 'id: Reception Desk'),
      /agent\.yaml: id: use lower-case latin letters/,
    ],
    [
      'an unknown type',
      valid.replace('type: number', 'type: integer'),
      /agent\.yaml: flow\[1\]\.field\.type: write one of: text, name/,
    ],
    [
      'a branch to nowhere',
      valid.replace('"false": refused', '"false": nowhere'),
      /flow\[3\]\.next\.false: no step “nowhere”; use one of: department/,
    ],
    [
      'a branch for no answer',
      valid.replace('"false": refused', '"maybe": refused'),
      /flow\[3\]\.next\.maybe: “maybe” is no answer of this step; use one of: true, false/,
    ],
    [
      'an unknown placeholder',
      valid.replace('Somebody from {department}', 'Somebody from {departement}'),
      /flow\[6\]\.say: \{departement\} names no field; use one of: department/,
    ],
    [
      'an outcome without its field',
      valid.replace('requires: [message]', 'requires: [massage]'),
      /outcomes\[1\]\.requires\[0\]: no field “massage”/,
    ],
    [
      'a condition on no field',
      valid.replace(
        'when: { field: is_agreed, equals: "false" }',
        'when: { field: agreed, equals: "false" }',
      ),
      /flow\[5\]\.when\.field: no field “agreed”/,
    ],
    [
      'a key for no choice',
      valid.replace('value: billing, say', 'value: bills, say'),
      /keypad\.keys\.3\.value: “bills” is no choice of “department”; use one of: sales/,
    ],
    [
      'a wrong time zone',
      valid.replace('timeZone: Europe/Moscow', 'timeZone: Moscow'),
      /timeZone: “Moscow” is no IANA time zone/,
    ],
    [
      'a repeated step',
      valid.replace('- id: bye', '- id: booked'),
      /flow\[6\]\.id: “booked” is used by an earlier step/,
    ],
    ['an empty file', '', /^agent\.yaml: the file: /],
    ['a list', '- one\n- two\n', /^agent\.yaml: the file: /],
  ])('%s / names the place and the cure', (_, source, expected) => {
    expect(problem(source)).toMatch(expected);
  });

  test('several problems / all named, one per line', () => {
    const source = valid.replace('type: number', 'type: integer').replace('id: reception', 'id: "!"');
    expect(problem(source).split('\n')).toHaveLength(2);
  });

  test('a billion laughs / refused, not unfolded', () => {
    const laughs = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`)
      .join('\n')}\n`;
    expect(problem(laughs)).toMatch(/^agent\.yaml: /);
  });

  test('JSON / is YAML / accepted', () => {
    expect(parseSkillbase(JSON.stringify(readSkillbase('reception')), 'reception.json').id).toBe('reception');
  });

  test('every shipped agent / answers to its file name, greets, has keys, and says what it records', () => {
    const folder = new URL('../../business/agents/shipped/', import.meta.url);
    const ids = readdirSync(folder).map((name) => name.replace(/\.yaml$/, ''));
    expect(ids.toSorted()).toEqual(['clinic', 'lidia', 'sales', 'salon']);
    for (const id of ids) {
      const skillbase = readSkillbase(id);
      expect(skillbase.id).toBe(id);
      expect(Object.keys(skillbase.keypad?.keys ?? {}).length).toBeGreaterThan(2);
      expect(skillbase.greeting.every((text) => text.includes('записывается'))).toBe(true);
      expect(skillbase.faq.length).toBeGreaterThan(3);
    }
  });
});
