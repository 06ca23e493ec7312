import { type CommandContext, UsageError } from './command.ts';

const wrong = {
  en: '{} is no version: it is a number like 3.',
  ru: '{} не версия: нужно число, например 3.',
};

/** The second argument, `3` or `v3`; null where there is none. Throws {@link UsageError}. */
export function versionArgument({
  positionals,
  say,
}: Pick<CommandContext, 'positionals' | 'say'>): number | null {
  const text = positionals[1];
  if (text === undefined) return null;
  const digits = /^v?([1-9]\d{0,8})$/.exec(text)?.[1];
  if (digits === undefined) throw new UsageError(say(wrong, text));
  return Number(digits);
}
