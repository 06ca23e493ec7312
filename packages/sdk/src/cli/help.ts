import type { Command, CommandOption } from './command.ts';
import { type Language, texts } from './texts.ts';

/** Every command with its summary. */
export function generalHelp(commands: readonly Command[], language: Language): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    texts.about[language],
    '',
    `${texts.usage[language]} allo <command> [--profile name] [--json]`,
    '',
    texts.commands[language],
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary[language]}`),
    '',
    texts.exitCodes[language],
    texts.moreHelp[language],
  ].join('\n');
}

/** One command with its options and examples. */
export function commandHelp(command: Command, language: Language): string {
  const options: Array<[string, CommandOption]> = [
    ...Object.entries(command.options),
    ['help', { type: 'boolean', short: 'h', about: texts.helpOption }],
  ];
  const names = options.map(([name, { value, short }]) =>
    [short ? `-${short}, ` : '', `--${name}`, value ? ` ${value}` : ''].join(''),
  );
  const width = Math.max(...names.map((name) => name.length));
  const usage = ['allo', command.name, command.arguments].filter(Boolean).join(' ');
  return [
    command.summary[language],
    '',
    `${texts.usage[language]} ${usage}`,
    '',
    texts.options[language],
    ...options.map(([, { about }], index) => `  ${(names[index] ?? '').padEnd(width)}  ${about[language]}`),
    '',
    texts.examples[language],
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}
