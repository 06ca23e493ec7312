/** `640` → `640 ms`, `1240` → `1.24 s`, in the reader's language. */
export function formatLatency(latencyMs: number, locale: string): string {
  const isLong = Math.round(latencyMs) >= 1000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: isLong ? 'second' : 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: isLong ? 2 : 0,
  }).format(isLong ? latencyMs / 1000 : latencyMs);
}
