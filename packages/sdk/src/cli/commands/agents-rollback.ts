import { type Command, type CommandContext, exitCodes, UsageError } from '../command.ts';
import { argument } from '../option-values.ts';
import { versionArgument } from '../version-argument.ts';
import { profile } from './option-sets.ts';

const words = {
  published: { en: '{}: v{} answers calls from now on.', ru: '{}: теперь на звонки отвечает v{}.' },
  nothingBefore: {
    en: '{} has no version that answered calls before.',
    ru: 'У {} нет версии, которая отвечала на звонки раньше.',
  },
};

/** `allo agents rollback` */
export const agentsRollback: Command = {
  name: 'agents rollback',
  arguments: '<id> [version]',
  mostArguments: 2,
  summary: {
    en: 'Go back to a version that answered calls; the one before unless named',
    ru: 'Вернуться к версии, отвечавшей раньше; без номера — к предыдущей',
  },
  options: profile,
  examples: ['allo agents rollback lidia', 'allo agents rollback lidia 2'],
  run: async (context) => {
    const { terminal, say } = context;
    const { signal } = terminal;
    const id = argument(context, 0, '<id>');
    const named = versionArgument(context);
    const allo = await context.connect();
    const version = named ?? (await before(context, id));
    if (version === null) throw new UsageError(say(words.nothingBefore, id));
    const agent = await allo.agents.rollBack(id, version, { signal });
    terminal.out(say(words.published, agent.id, agent.version ?? version));
    return exitCodes.done;
  },
};

/** The version whose place the present one took. */
async function before({ connect, terminal }: CommandContext, id: string): Promise<number | null> {
  const allo = await connect();
  let latest: { version: number; publishedAt: string } | null = null;
  for await (const { version, status, publishedAt } of allo.agents.versions(
    id,
    {},
    { signal: terminal.signal },
  )) {
    if (status !== 'archived' || publishedAt === null) continue;
    if (latest === null || publishedAt > latest.publishedAt) latest = { version, publishedAt };
  }
  return latest?.version ?? null;
}
