import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /^(apps\/server|adapters|business|call|contracts|kernel)\//.test(path))
  .filter((path) => !/\.test\.ts$|\/testing\.ts$/.test(path));

function offenders(pattern: RegExp, allowed: RegExp): string[] {
  return files
    .filter((path) => !allowed.test(path))
    .flatMap((path) =>
      readFileSync(`${root}${path}`, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line.replace(/\/\/.*|^\s*\*.*/, '')) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
}

describe('the laws of the house', () => {
  it('product code / looked through / is there to look at', () => {
    expect(files.length).toBeGreaterThan(200);
  });

  it('time and chance / outside the kernel / never', () => {
    const pattern =
      /\bDate\.now\(|\bMath\.random\(|\bperformance\.now\(|(?<![.\w])set(Timeout|Interval)\(|\bnew Date\(\)/;
    expect(offenders(pattern, /^kernel\//)).toEqual([]);
    // The pattern is able to see an offence.
    expect(pattern.test('const now = Date.now();') && pattern.test('setTimeout(run, 5)')).toBe(true);
  });

  it('the environment / outside the server’s entry / never', () => {
    expect(offenders(/\bprocess\.env\b/, /^apps\/server\/main\.ts$/)).toEqual([]);
  });

  it('files / over 600 lines / never', () => {
    const long = files.filter((path) => readFileSync(`${root}${path}`, 'utf8').split('\n').length > 600);
    expect(long).toEqual([]);
  });
});
