/**
 * The same value with every string fit for PostgreSQL, which refuses U+0000 and lone surrogates: what a stranger's
 * phone or a recogniser sends must not keep a call from being stored.
 */
export function storable<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [clean(key), clean(held)]));
  }
  return value;
}
