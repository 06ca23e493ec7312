import { homedir } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import { type Language, languageOf } from './texts.ts';

/** All that the commands know of the world around them. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Somebody looks at what goes to `out`. */
  isTty: boolean;
  hasColours: boolean;
  language: Language;
  env: Record<string, string | undefined>;
  home: string;
  /** Paths are relative to here. */
  cwd: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Asks without echo; without somebody to ask, the first line of what is piped in. */
  askSecret(question: string): Promise<string>;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('interrupted')));
  // Whoever reads may have seen enough: `allo calls | head`.
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    isTty: stdout.isTTY,
    hasColours: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
    language: languageOf(env),
    env,
    home: homedir(),
    cwd: process.cwd(),
    signal: stopping.signal,
    askSecret: async (question) =>
      process.stdin.isTTY ? readHidden(question) : ((await readPiped()).split('\n')[0] ?? '').trim(),
  };
}

async function readPiped(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

const enters = ['\r', '\n', '\u0004'];
const controlC = '\u0003';
const backspaces = ['\b', '\u007f'];

function readHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const decoder = new StringDecoder('utf8');
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (settle: () => void) => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', take);
      stderr.write('\n');
      settle();
    };
    const take = (chunk: Buffer) => {
      for (const character of decoder.write(chunk)) {
        if (character === controlC) return finish(() => reject(new Error('interrupted')));
        if (enters.includes(character)) return finish(() => resolve(typed.trim()));
        typed = backspaces.includes(character) ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', take);
  });
}
