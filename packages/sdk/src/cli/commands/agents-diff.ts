import { AlloError } from '../../allo-error.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { textOption } from '../option-values.ts';
import { plain } from '../show/plain.ts';
import { readAgentFiles } from '../skillbases/agent-files.ts';
import { checkFiles } from '../skillbases/check-files.ts';
import { type Difference, differences } from '../skillbases/differences.ts';
import { showDifferences } from '../skillbases/show-differences.ts';
import { dir, json, profile } from './option-sets.ts';

const words = {
  none: { en: 'There are no YAML files in {}.', ru: 'В {} нет файлов YAML.' },
  same: { en: '{}  as published', ru: '{}  как опубликовано' },
  unpublished: { en: '{}  {} has no published version yet', ru: '{}  у {} ещё нет опубликованной версии' },
};

/** `allo agents diff` */
export const agentsDiff: Command = {
  name: 'agents diff',
  arguments: '[file…] [--dir folder]',
  mostArguments: Number.POSITIVE_INFINITY,
  summary: {
    en: 'How files differ from what answers calls; exit code 1 when they do',
    ru: 'Чем файлы отличаются от того, что отвечает на звонки; код 1, если отличаются',
  },
  options: { ...dir, ...json, ...profile },
  examples: ['allo agents diff', 'allo agents diff agents/lidia.yaml', 'allo agents diff --json'],
  run: async (context) => {
    const { terminal, say, paint, positionals, values } = context;
    const { signal } = terminal;
    const folder = textOption(context, 'dir') ?? 'agents';
    const files = await readAgentFiles(terminal.cwd, folder, positionals);
    if (files.length === 0) throw new UsageError(say(words.none, folder));
    const allo = await context.connect();
    const { good, faults } = await checkFiles(allo, files, signal);
    for (const fault of faults) terminal.err(paint('red', plain(fault)));
    const all: Array<{ file: string; agentId: string; isPublished: boolean; changes: Difference[] }> = [];
    for (const { id, path, skillbase } of good) {
      const published = await allo.agents.skillbase(id, { signal }).catch((error: unknown) => {
        if (error instanceof AlloError && error.code === 'not_found') return null;
        throw error;
      });
      const changes = published === null ? [] : differences(published, skillbase);
      all.push({ file: path, agentId: id, isPublished: published !== null, changes });
    }
    if (values.json) terminal.out(JSON.stringify(all, null, 2));
    else {
      for (const { file, agentId, isPublished, changes } of all) {
        if (!isPublished) terminal.out(paint('yellow', say(words.unpublished, file, agentId)));
        else if (changes.length === 0) terminal.out(paint('dim', say(words.same, file)));
        else for (const line of [paint('bold', file), ...showDifferences(changes, paint)]) terminal.out(line);
      }
    }
    const isSame = all.every(({ isPublished, changes }) => isPublished && changes.length === 0);
    if (faults.length > 0) return exitCodes.failed;
    return isSame ? exitCodes.done : exitCodes.no;
  },
};
