import { readFileSync } from 'node:fs';

/** What the section “First steps” of a README tells its reader to type: every block marked `sh`, in order. */
export function firstSteps(file: 'README.md' | 'README.ru.md'): string[] {
  const page = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const heading = file === 'README.md' ? '## First steps\n' : '## Первые шаги\n';
  const section = page.split(heading)[1]?.split(/^## /m)[0] ?? '';
  return [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1] as string);
}
