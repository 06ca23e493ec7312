import { type Skillbase, skillbaseSchema } from '@allo/contracts/skillbase';
import { AppError } from '@allo/kernel';
import { type Document, parseDocument } from 'yaml';
import { findBrokenReferences } from './broken-references.ts';

/** More would hide the first ones. */
const maxProblems = 12;
/** A skillbase is a few kilobytes; YAML aliases could unfold far more. */
const maxLength = 512_000;

/**
 * Reads a skillbase from YAML (or JSON, which is YAML). Throws AppError `skillbase_invalid` whose message names, one per
 * line, the file, the place in it (`flow[2].field.name`) and what to do.
 */
export function parseSkillbase(yamlText: string, fileName: string): Skillbase {
  const fail = (problems: readonly string[]): never => {
    const shown = problems.slice(0, maxProblems).map((problem) => `${fileName}: ${problem}`);
    const rest = problems.length - shown.length;
    throw new AppError(
      'skillbase_invalid',
      [...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n'),
    );
  };
  if (yamlText.length > maxLength)
    fail([`the file is larger than ${maxLength / 1_000} kB; split the agent in two`]);
  const document = parseDocument(yamlText, { prettyErrors: true });
  if (document.errors.length > 0)
    fail(document.errors.map((error) => `not valid YAML: ${firstLine(error.message)}`));
  const parsed = skillbaseSchema.safeParse(unfold(document, fail));
  if (!parsed.success) {
    return fail(parsed.error.issues.map((issue) => `${pathOf(issue.path)}: ${cureOf(issue)}`));
  }
  const problems = findBrokenReferences(parsed.data);
  return problems.length > 0 ? fail(problems) : parsed.data;
}

/** Plain data; aliases that would unfold without end are refused. */
function unfold(document: Document, fail: (problems: string[]) => never): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return fail(['too many aliases (*name); write the repeated parts out']);
  }
}

const firstLine = (text: string) => text.split('\n')[0] ?? text;

function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

interface Issue {
  code: string;
  message: string;
  keys?: unknown;
  values?: unknown;
  expected?: unknown;
  input?: unknown;
}

/** The schema's own message, turned into something to do where it says too little. */
function cureOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)) {
    return `unknown key ${issue.keys.map((key) => `“${String(key)}”`).join(', ')}; remove it or correct its spelling`;
  }
  if (issue.code === 'invalid_value' && Array.isArray(issue.values))
    return `write one of: ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type')
    return `${issue.message}; add it or give it a value of type ${String(issue.expected)}`;
  if (issue.code === 'invalid_union') return 'write a text or a list of texts, none of them empty';
  return issue.message;
}
