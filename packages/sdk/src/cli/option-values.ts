import { type CommandContext, UsageError } from './command.ts';
import { texts } from './texts.ts';

type Asked = Pick<CommandContext, 'values' | 'say' | 'positionals'>;

export function textOption({ values }: Asked, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** One of several words. Throws {@link UsageError}. */
export function choiceOption<T extends string>(
  asked: Asked,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = textOption(asked, name);
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (!found) throw new UsageError(asked.say(texts.wrongChoice, name, choices.join(', ')));
  return found;
}

/** A whole number. Throws {@link UsageError}. */
export function numberOption(asked: Asked, name: string, least: number): number | undefined {
  const value = textOption(asked, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value) || Number(value) < least) {
    throw new UsageError(asked.say(texts.wrongNumber, name, least));
  }
  return Number(value);
}

/** What must be there. Throws {@link UsageError}. */
export function argument({ positionals, say }: Asked, index: number, name: string): string {
  const value = positionals[index];
  if (!value) throw new UsageError(say(texts.missing, name));
  return value;
}
