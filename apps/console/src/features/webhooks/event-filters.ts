/** Events by the part of their name before the dot, in the order they come. */
export function eventGroups(types: readonly string[]): Map<string, string[]> {
  return Map.groupBy(types, (type) => type.slice(0, type.indexOf('.')));
}

/** Whether a filter takes an event: `*` takes all, `call.*` a group, `call.ended` one. */
export function isChosen(filters: ReadonlySet<string>, type: string): boolean {
  return filters.has('*') || filters.has(`${type.split('.')[0]}.*`) || filters.has(type);
}

/** Ticks or clears a whole group; its single events go, as the group says it all. */
export function withGroup(filters: ReadonlySet<string>, group: string, isWanted: boolean): Set<string> {
  const others = [...filters].filter((one) => one !== '*' && !one.startsWith(`${group}.`));
  return new Set(isWanted ? [...others, `${group}.*`] : others);
}

/** Ticks or clears one event; a group without one of its events is the list of the others. */
export function withType(
  filters: ReadonlySet<string>,
  type: string,
  isWanted: boolean,
  types: readonly string[],
): Set<string> {
  const group = type.slice(0, type.indexOf('.'));
  const ofGroup = (eventGroups(types).get(group) ?? []).filter((one) =>
    one === type ? isWanted : isChosen(filters, one),
  );
  const next = withGroup(filters, group, false);
  if (ofGroup.length > 0 && ofGroup.length === eventGroups(types).get(group)?.length) {
    return next.add(`${group}.*`);
  }
  for (const one of ofGroup) next.add(one);
  return next;
}
