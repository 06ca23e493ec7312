export interface Difference {
  /** `flow[phone].ask[1]` */
  path: string;
  /** Absent: it was added. */
  before?: unknown;
  /** Absent: it was removed. */
  after?: unknown;
}

/** Every place where two skillbases differ. Things of a list are known by their `id` or `name`, else by their likeness. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (same(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (isObject(before) && isObject(after)) return ofObjects(before, after, path);
  return [{ path, before, after }];
}

/** Equal as JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function ofObjects(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  path: string,
): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (!(key in before)) return [{ path: place, after: after[key] }];
    if (!(key in after)) return [{ path: place, before: before[key] }];
    return differences(before[key], after[key], place);
  });
}

function ofLists(before: unknown[], after: unknown[], path: string): Difference[] {
  const [left, right] = [keysOf(before), keysOf(after)];
  return left && right ? ofKeyed(left, right, path) : ofUnkeyed(before, after, path);
}

function ofKeyed(before: Map<string, unknown>, after: Map<string, unknown>, path: string): Difference[] {
  const found = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const place = `${path}[${key}]`;
    if (!before.has(key)) return [{ path: place, after: after.get(key) }];
    if (!after.has(key)) return [{ path: place, before: before.get(key) }];
    return differences(before.get(key), after.get(key), place);
  });
  const [old, now] = [before, after].map((one) =>
    [...one.keys()].filter((key) => before.has(key) && after.has(key)),
  );
  return same(old, now) ? found : [...found, { path: `${path} (order)`, before: old, after: now }];
}

/** What stands between things that stayed is taken pair by pair. */
function ofUnkeyed(before: unknown[], after: unknown[], path: string): Difference[] {
  const found: Difference[] = [];
  let [left, right] = [0, 0];
  for (const [keptLeft, keptRight] of [
    ...commonItems(before, after),
    [before.length, after.length] as const,
  ]) {
    const pairs = Math.min(keptLeft - left, keptRight - right);
    for (let pair = 0; pair < pairs; pair++) {
      found.push(...differences(before[left + pair], after[right + pair], `${path}[${right + pair}]`));
    }
    for (let gone = left + pairs; gone < keptLeft; gone++) {
      found.push({ path: `${path}[${gone}]`, before: before[gone] });
    }
    for (let come = right + pairs; come < keptRight; come++) {
      found.push({ path: `${path}[${come}]`, after: after[come] });
    }
    [left, right] = [keptLeft + 1, keptRight + 1];
  }
  return found;
}

/** Places of the longest common subsequence. */
function commonItems(before: unknown[], after: unknown[]): Array<[left: number, right: number]> {
  const [old, now] = [before.map(canonical), after.map(canonical)];
  const lengths = Array.from({ length: old.length + 1 }, () => now.map(() => 0));
  const at = (left: number, right: number) => lengths[left]?.[right] ?? 0;
  for (let left = old.length - 1; left >= 0; left--) {
    for (let right = now.length - 1; right >= 0; right--) {
      const row = lengths[left] as number[];
      row[right] =
        old[left] === now[right]
          ? at(left + 1, right + 1) + 1
          : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  const pairs: Array<[number, number]> = [];
  for (let left = 0, right = 0; left < old.length && right < now.length; ) {
    if (old[left] === now[right]) pairs.push([left++, right++]);
    else if (at(left + 1, right) >= at(left, right + 1)) left++;
    else right++;
  }
  return pairs;
}

/** Null where the things of a list cannot be told apart by a name of theirs. */
function keysOf(list: readonly unknown[]): Map<string, unknown> | null {
  const keyed = list.map((item): [unknown, unknown] => {
    if (!isObject(item)) return [null, item];
    return [item.id ?? item.name, item];
  });
  const keys = new Set(keyed.map(([key]) => key));
  return keys.size === list.length && [...keys].every((key) => typeof key === 'string')
    ? new Map(keyed as Array<[string, unknown]>)
    : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      isObject(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  );
}
