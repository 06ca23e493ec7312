import { type Setting, settings } from './settings.ts';

/** The table of docs/configuration.md; a test keeps the page true to it. */
export function configurationTable(): string {
  const rows = Object.entries(settings as Record<string, Setting<unknown>>).map(
    ([name, { fallback, meaning }]) =>
      `| \`${name}\` | ${fallback === null ? '—' : `\`${fallback}\``} | ${meaning} |`,
  );
  return ['| Variable | Default | What it does |', '|---|---|---|', ...rows].join('\n');
}
