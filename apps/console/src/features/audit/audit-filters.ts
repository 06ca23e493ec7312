/** What of the log is shown; lives in the address of the page. */
export interface AuditFilters {
  /** The first part of an action: `agent`, `member`. */
  thing?: string;
  /** Days as the reader's calendar has them, `2026-03-01`; both belong to it. */
  from?: string;
  until?: string;
  actorId?: string;
  /** For the reader alone: ids say nothing. */
  actorName?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The query of `GET /v1/audit`: days become moments of the reader's own time zone. */
export function auditSearch({ thing, from, until, actorId }: AuditFilters): URLSearchParams {
  const query = new URLSearchParams({ limit: '50' });
  if (thing) query.set('action', thing);
  if (actorId) query.set('actorId', actorId);
  if (from && day.test(from)) query.set('from', dayStart(from, 0).toISOString());
  if (until && day.test(until)) query.set('until', dayStart(until, 1).toISOString());
  return query;
}

/** Midnight that begins a day, or one some days later. */
function dayStart(text: string, daysLater: number): Date {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}

export function isFiltered({ thing, from, until, actorId }: AuditFilters): boolean {
  return [thing, from, until, actorId].some((one) => one !== undefined);
}
