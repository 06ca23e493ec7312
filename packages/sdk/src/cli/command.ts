import type { Allo } from '../allo.ts';
import type { Paint } from './show/paint.ts';
import type { Terminal } from './terminal.ts';
import type { Text } from './texts.ts';

export interface CommandOption {
  type: 'string' | 'boolean';
  short?: string;
  about: Text;
  /** What stands for the value in the help. */
  value?: string;
}

export interface Command {
  /** `agents pull`. */
  name: string;
  /** What comes behind the name, options aside: `[id…]`. */
  arguments: string;
  /** At most so many; none unless given. */
  mostArguments?: number;
  summary: Text;
  options: Record<string, CommandOption>;
  examples: readonly string[];
  /** Answers the exit code. Throws {@link UsageError}, `AlloError`. */
  run(context: CommandContext): Promise<number>;
}

export interface CommandContext {
  terminal: Terminal;
  paint: Paint;
  say: (text: Text, ...words: Array<string | number>) => string;
  values: Readonly<Record<string, string | boolean | undefined>>;
  positionals: readonly string[];
  /** The client of the chosen login. */
  connect(): Promise<Allo>;
}

/** The command was called wrongly. */
export class UsageError extends Error {}

/** 1: done, and the answer is no. */
export const exitCodes = { done: 0, no: 1, failed: 2 } as const;
