/** `14:05` today, `yesterday, 14:05`, else the date: when something happened, in the reader's language and zone. */
export function formatMoment(iso: string, locale: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '—';
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(
    at,
  );
  const days = dayNumber(at) - dayNumber(now);
  if (days === 0) return time;
  if (days === -1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day');
    return `${day}, ${time}`;
  }
  const isThisYear = at.getFullYear() === now.getFullYear();
  const date = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: isThisYear ? undefined : 'numeric',
  }).format(at);
  return `${date}, ${time}`;
}

function dayNumber(date: Date): number {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
