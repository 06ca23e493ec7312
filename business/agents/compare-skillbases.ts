import type { VersionChange } from '@allo/contracts/http';

/** Every place where two configurations differ, in the order of the first. Lists are compared place by place. Pure. */
export function compareSkillbases(before: unknown, after: unknown, path = ''): VersionChange[] {
  if (Object.is(before, after)) return [];
  const [left, right] = [entriesOf(before), entriesOf(after)];
  if (!left || !right || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, before: before ?? null, after: after ?? null }];
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  const isList = Array.isArray(before);
  return [...keys].flatMap((key) => compareSkillbases(left[key], right[key], childPath(path, key, isList)));
}

function entriesOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function childPath(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
