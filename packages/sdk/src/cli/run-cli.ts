import { parseArgs } from 'node:util';
import { Allo } from '../allo.ts';
import { AlloError } from '../allo-error.ts';
import { type Command, type CommandContext, exitCodes, UsageError } from './command.ts';
import { commands } from './commands/index.ts';
import { commandHelp, generalHelp } from './help.ts';
import { demandKey, loginOf } from './login-of.ts';
import { profilesPath, readProfiles } from './profiles.ts';
import { createPaint } from './show/paint.ts';
import { plain } from './show/plain.ts';
import type { Terminal } from './terminal.ts';
import { say as sayIn, type Text, texts } from './texts.ts';
import { ownVersion } from './own-version.ts';

/** Runs one command line; answers the exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  const say = (text: Text, ...more: Array<string | number>) => sayIn(terminal.language, text, ...more);
  const [first = '', second = ''] = words;
  if (first === '--version' || first === '-v') {
    terminal.out(ownVersion);
    return exitCodes.done;
  }
  const command =
    commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first);
  if (!command) {
    const group = commands.filter(({ name }) => name.startsWith(`${first} `));
    const isHelp = first === '' || /^(--help|-h|help)$/.test(first);
    if (!isHelp && (group.length === 0 || (second !== '' && !second.startsWith('-')))) {
      terminal.err(say(texts.unknownCommand, `${first} ${second}`.trim()));
      return exitCodes.failed;
    }
    terminal.out(generalHelp(isHelp ? commands : group, terminal.language));
    return first === '' ? exitCodes.failed : exitCodes.done;
  }
  const rest = words.slice(command.name.split(' ').length);
  try {
    return await runCommand(command, rest, terminal, say);
  } catch (error) {
    if (terminal.signal.aborted) return exitCodes.failed;
    complain(error, command, terminal, say);
    return exitCodes.failed;
  }
}

async function runCommand(
  command: Command,
  words: string[],
  terminal: Terminal,
  say: CommandContext['say'],
): Promise<number> {
  const { values, positionals } = readWords(command, words);
  if (values.help) {
    terminal.out(commandHelp(command, terminal.language));
    return exitCodes.done;
  }
  const extra = positionals[command.mostArguments ?? 0];
  if (extra !== undefined) throw new UsageError(say(texts.tooMany, extra));
  const connect = async () => {
    const profiles = await readProfiles(profilesPath(terminal));
    const asked = typeof values.profile === 'string' ? values.profile : undefined;
    const login = demandKey(loginOf(profiles, terminal.env, asked), terminal.language);
    return new Allo({ baseUrl: login.url, apiKey: login.apiKey });
  };
  const paint = createPaint(terminal.hasColours);
  return command.run({ terminal, paint, say, values, positionals, connect });
}

function readWords(command: Command, words: string[]): Pick<CommandContext, 'values' | 'positionals'> {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(
          Object.entries(command.options).map(([name, { type, short }]) => [
            name,
            { type, ...(short && { short }) },
          ]),
        ),
      },
    }) as Pick<CommandContext, 'values' | 'positionals'>;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function complain(error: unknown, command: Command, terminal: Terminal, say: CommandContext['say']): void {
  // A message may have several lines, and words of others.
  for (const line of `allo: ${(error as Error).message}`.split('\n')) terminal.err(plain(line));
  if (error instanceof UsageError) return terminal.err(say(texts.seeHelp, command.name));
  if (!(error instanceof AlloError)) return;
  if (error.code === 'unauthorized') terminal.err(say(texts.badKey));
  if (error.status === 0) terminal.err(say(texts.lookCloser));
  if (error.requestId !== null && error.status >= 500) terminal.err(say(texts.requestId, error.requestId));
}
