import { describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';
import { runCli } from './run-cli.ts';
import type { Terminal } from './terminal.ts';
import { languageOf, type Text, texts } from './texts.ts';

async function run(line: string, language: Terminal['language'] = 'en') {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(line.split(' ').filter(Boolean), {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    isTty: false,
    hasColours: false,
    language,
    env: {},
    home: '/nonexistent',
    cwd: '/nonexistent',
    signal: new AbortController().signal,
    askSecret: () => Promise.resolve(''),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('allo', () => {
  it('--help / lists every command; each tells its own options with an example', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const command of commands) {
      expect(out).toContain(`  ${command.name} `);
      const help = await run(`${command.name} --help`);
      expect(help.code).toBe(0);
      for (const option of Object.keys(command.options)) expect(help.out).toContain(`--${option}`);
      expect(command.examples.length).toBeGreaterThan(0);
    }
  });

  it('called wrongly / says how, with exit code 2', async () => {
    const cases: Array<[line: string, says: RegExp]> = [
      ['', /^$/],
      ['frobnicate', /no command “frobnicate”/],
      ['agents frobnicate', /no command “agents frobnicate”/],
      ['calls --frobnicate', /frobnicate.*\n.*allo calls --help/s],
      ['calls extra', /“extra” is one argument too many/],
      ['calls --state asleep', /--state is one of: ringing/],
      ['calls --limit many', /--limit is a whole number from 1 on/],
      ['call', /<id> is missing/],
      ['agents publish lidia newest', /newest is no version/],
      ['agents push', /no YAML files in agents/],
      ['calls', /There is no key for http:\/\/127\.0\.0\.1:8080/],
    ];
    for (const [line, says] of cases) {
      const { code, err } = await run(line);
      expect([line, code, err]).toEqual([line, 2, expect.stringMatching(says)]);
    }
  });

  it('speaks Russian where the terminal does', async () => {
    expect((await run('--help', 'ru')).out).toContain('Записать агентов в файлы YAML');
    expect(languageOf({ LANG: 'ru_RU.UTF-8' })).toBe('ru');
    expect(languageOf({ LANG: 'ru_RU.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(languageOf({})).toBe('en');
  });

  it('both languages / have the same gaps to fill', () => {
    const all: Text[] = [...Object.values(texts), ...commands.map(({ summary }) => summary)];
    const gaps = (text: string) => text.split('{}').length;
    for (const text of all) expect([text.en, gaps(text.ru)]).toEqual([text.en, gaps(text.en)]);
  });
});
