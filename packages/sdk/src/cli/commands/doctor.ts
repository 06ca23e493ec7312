import { type Command, exitCodes } from '../command.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { loginOf } from '../login-of.ts';
import { textOption } from '../option-values.ts';
import { profilesPath, readProfiles } from '../profiles.ts';
import { plain } from '../show/plain.ts';
import { json, profile } from './option-sets.ts';

const words = {
  well: { en: 'Nothing is broken.', ru: 'Всё исправно.' },
  broken: { en: 'Broken: {}', ru: 'Неисправно: {}' },
};
const marks = { ok: ['green', '✓'], note: ['yellow', '!'], broken: ['red', '✗'] } as const;

/** `allo doctor` */
export const doctor: Command = {
  name: 'doctor',
  arguments: '',
  summary: {
    en: 'Look for what is broken and say what to do; exit code 1 when something is',
    ru: 'Найти неполадки и сказать, что делать; код 1, если они есть',
  },
  options: { ...json, ...profile },
  examples: ['allo doctor', 'ALLO_URL=https://calls.example.com allo doctor', 'allo doctor --json'],
  run: async (context) => {
    const { terminal, say, paint, values } = context;
    const profiles = await readProfiles(profilesPath(terminal));
    const login = loginOf(profiles, terminal.env, textOption(context, 'profile'));
    const found: Finding[] = [];
    const told = ({ what, words: more = [] }: Finding) => plain(say(what, ...more));
    for await (const finding of examine({ ...login, url: login.url.replace(/\/+$/, '') }, terminal.signal)) {
      found.push(finding);
      if (values.json) continue;
      const [colour, mark] = marks[finding.state];
      terminal.out(`${paint(colour, mark)} ${told(finding)}`);
      if (finding.cure) terminal.out(paint('dim', `  → ${say(finding.cure)}`));
    }
    const broken = found.filter(({ state }) => state === 'broken');
    if (values.json) {
      const shown = found.map((one) => ({
        id: one.id,
        state: one.state,
        what: told(one),
        cure: one.cure ? say(one.cure) : null,
      }));
      terminal.out(JSON.stringify({ isWell: broken.length === 0, findings: shown }, null, 2));
    } else {
      const names = broken.map(({ id }) => id).join(', ');
      terminal.out(
        broken.length === 0 ? paint('green', say(words.well)) : paint('red', say(words.broken, names)),
      );
    }
    return broken.length === 0 ? exitCodes.done : exitCodes.no;
  },
};
