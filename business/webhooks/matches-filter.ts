/** `*`, `call.*` or `call.ended`. */
export function matchesFilter(filters: readonly string[], eventType: string): boolean {
  const group = `${eventType.split('.')[0]}.*`;
  return filters.some((filter) => filter === '*' || filter === group || filter === eventType);
}
