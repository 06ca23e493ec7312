import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Allo } from '../../allo.ts';
import { AlloError } from '../../allo-error.ts';
import { type Command, type CommandContext, exitCodes } from '../command.ts';
import { textOption } from '../option-values.ts';
import { firstOf } from '../show/list.ts';
import { type AgentFile, readAgentFiles } from '../skillbases/agent-files.ts';
import { same } from '../skillbases/differences.ts';
import { dir, profile } from './option-sets.ts';

const words = {
  written: { en: '{}  v{} written', ru: '{}  v{} записана' },
  unchanged: { en: '{}  v{} unchanged', ru: '{}  v{} без изменений' },
  kept: {
    en: '{}  differs from v{} and was kept: `allo agents diff {}` shows how, --force overwrites it',
    ru: '{}  отличается от v{} и оставлен: `allo agents diff {}` покажет чем, --force перезапишет',
  },
};
/** An id is also the name of a file. */
const idPattern = /^[a-z][a-z0-9_-]{0,127}$/;

/** `allo agents pull` */
export const agentsPull: Command = {
  name: 'agents pull',
  arguments: '[id…] [--dir folder] [--draft] [--force]',
  mostArguments: Number.POSITIVE_INFINITY,
  summary: { en: 'Write agents into YAML files, one each', ru: 'Записать агентов в файлы YAML' },
  options: {
    ...dir,
    draft: {
      type: 'boolean',
      about: { en: 'the newest draft where there is one', ru: 'новейший черновик, если он есть' },
    },
    force: {
      type: 'boolean',
      about: { en: 'overwrite files that differ', ru: 'перезаписать отличающиеся файлы' },
    },
    ...profile,
  },
  examples: [
    'allo agents pull',
    'allo agents pull lidia salon --dir agents',
    'allo agents pull lidia --draft --force',
  ],
  run: async (context) => {
    const { terminal, values, positionals } = context;
    const allo = await context.connect();
    const folder = textOption(context, 'dir') ?? 'agents';
    const { signal } = terminal;
    const agents =
      positionals.length > 0
        ? await Promise.all(positionals.map((id) => allo.agents.get(id, { signal })))
        : await firstOf(allo.agents.list({}, { signal }), Number.POSITIVE_INFINITY);
    const files = await readAgentFiles(terminal.cwd, folder);
    let kept = 0;
    for (const agent of agents) {
      const version = values.draft
        ? (agent.draftVersion ?? agent.version)
        : (agent.version ?? agent.draftVersion);
      if (version === null || !idPattern.test(agent.id)) continue;
      const isKept = await pull(context, allo, { id: agent.id, version, folder, files });
      if (isKept) kept += 1;
    }
    return kept > 0 ? exitCodes.no : exitCodes.done;
  },
};

interface Pulled {
  id: string;
  version: number;
  folder: string;
  files: readonly AgentFile[];
}

/** Answers whether a file was kept though it differs. One that says the same in other words keeps its words. */
async function pull(
  { terminal, values, say, paint }: CommandContext,
  allo: Allo,
  { id, version, folder, files }: Pulled,
): Promise<boolean> {
  const { signal, cwd } = terminal;
  const present = files.find((file) => file.id === id);
  const path = present?.path ?? join(folder, `${id}.yaml`);
  const yaml = await allo.agents.versionYaml(id, version, { signal });
  if (present) {
    const [mine, theirs] = await Promise.all([meaningOf(allo, present.text), meaningOf(allo, yaml)]);
    if (mine !== null && same(mine, theirs)) {
      terminal.out(paint('dim', say(words.unchanged, path, version)));
      return false;
    }
    if (!values.force) {
      terminal.err(paint('yellow', say(words.kept, path, version, path)));
      return true;
    }
  }
  await mkdir(dirname(resolve(cwd, path)), { recursive: true });
  await writeFile(resolve(cwd, path), yaml);
  terminal.out(paint('green', say(words.written, path, version)));
  return false;
}

/** Null of what no agent can be. */
async function meaningOf(allo: Allo, yaml: string): Promise<unknown> {
  try {
    return await allo.agents.check(yaml);
  } catch (error) {
    if (error instanceof AlloError && error.code === 'skillbase_invalid') return null;
    throw error;
  }
}
