import type { Allo } from '../../allo.ts';
import { AlloError } from '../../allo-error.ts';
import { type Command, type CommandContext, exitCodes, UsageError } from '../command.ts';
import { textOption } from '../option-values.ts';
import { firstOf } from '../show/list.ts';
import { plain } from '../show/plain.ts';
import { readAgentFiles } from '../skillbases/agent-files.ts';
import { type CheckedFile, checkFiles } from '../skillbases/check-files.ts';
import { same } from '../skillbases/differences.ts';
import { dir, profile } from './option-sets.ts';

const words = {
  none: { en: 'There are no YAML files in {}.', ru: 'В {} нет файлов YAML.' },
  faults: {
    en: 'Nothing was sent: correct these first.',
    ru: 'Ничего не отправлено: сначала исправьте это.',
  },
  created: { en: '{}  created, v{}', ru: '{}  создан, v{}' },
  saved: { en: '{}  v{} saved', ru: '{}  v{} сохранена' },
  unchanged: { en: '{}  unchanged, v{}', ru: '{}  без изменений, v{}' },
  published: { en: ' and published', ru: ' и опубликована' },
  draft: { en: ' as a draft: `allo agents publish {}`', ru: ' черновиком: `allo agents publish {}`' },
};

/** `allo agents push` */
export const agentsPush: Command = {
  name: 'agents push',
  arguments: '[file…] [--dir folder] [--note text] [--publish]',
  mostArguments: Number.POSITIVE_INFINITY,
  summary: { en: 'Save YAML files as new versions', ru: 'Сохранить файлы YAML новыми версиями' },
  options: {
    ...dir,
    note: { type: 'string', value: 'text', about: { en: 'what changed', ru: 'что изменилось' } },
    publish: {
      type: 'boolean',
      about: { en: 'let them answer calls at once', ru: 'сразу отвечать на звонки' },
    },
    ...profile,
  },
  examples: ['allo agents push', 'allo agents push agents/lidia.yaml --note "shorter greeting" --publish'],
  run: async (context) => {
    const { terminal, say, paint, positionals } = context;
    const folder = textOption(context, 'dir') ?? 'agents';
    const files = await readAgentFiles(terminal.cwd, folder, positionals);
    if (files.length === 0) throw new UsageError(say(words.none, folder));
    const allo = await context.connect();
    const { good, faults } = await checkFiles(allo, files, terminal.signal);
    if (faults.length > 0) {
      for (const fault of faults) terminal.err(paint('red', plain(fault)));
      terminal.err(say(words.faults));
      return exitCodes.no;
    }
    for (const file of good) terminal.out(await push(context, allo, file));
    return exitCodes.done;
  },
};

/** Answers what came of it. */
async function push(context: CommandContext, allo: Allo, file: CheckedFile): Promise<string> {
  const { terminal, say, values, paint } = context;
  const { signal } = terminal;
  const note = textOption(context, 'note');
  const publish = values.publish === true;
  const query = { ...(note !== undefined && { note }), publish };
  const outcome = say(publish ? words.published : words.draft, file.id);
  const agent = await orNull(allo.agents.get(file.id, { signal }));
  if (!agent) {
    const made = await allo.agents.create(file.text, query, { signal });
    return paint('green', say(words.created, file.path, made.version ?? made.draftVersion ?? 1) + outcome);
  }
  const known = await sameVersion(allo, file, agent, signal);
  if (known !== null) {
    if (!publish || known === agent.version) return paint('dim', say(words.unchanged, file.path, known));
    await allo.agents.publish(file.id, known, { signal });
    return paint('green', say(words.unchanged, file.path, known) + outcome);
  }
  const saved = await allo.agents.saveVersion(file.id, file.text, query, { signal });
  return paint('green', say(words.saved, file.path, saved.version) + outcome);
}

/** What answers calls, or else the newest version, when the file says the same. */
async function sameVersion(
  allo: Allo,
  file: CheckedFile,
  agent: { version: number | null },
  signal: AbortSignal,
): Promise<number | null> {
  const [newest] = await firstOf(allo.agents.versions(file.id, { limit: 1 }, { signal }), 1);
  const candidates = new Set([agent.version, newest?.version ?? null]);
  for (const version of candidates) {
    if (version === null) continue;
    const { skillbase } = await allo.agents.version(file.id, version, { signal });
    if (same(skillbase, file.skillbase)) return version;
  }
  return null;
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AlloError && error.code === 'not_found') return null;
    throw error;
  }
}
