import type { OrgId } from '@allo/contracts';
import type { Usage, UsageFigures, UsageQuery } from '@allo/contracts/http';
import { type OutcomeKind, outcomeKinds } from '@allo/contracts/skillbase';
import { and, asc, count, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { calls } from '../schema/index.ts';

const dayMs = 86_400_000;

/** What an organisation used in some days, by day or by agent, and altogether; from its calls. */
export async function usageOf({ db }: Pick<Deps, 'db'>, orgId: OrgId, query: UsageQuery): Promise<Usage> {
  const began = and(
    eq(calls.orgId, orgId),
    gte(calls.startedAt, new Date(query.from)),
    lt(calls.startedAt, new Date(Date.parse(query.to) + dayMs)),
  );
  const day = sql<string>`to_char(${calls.startedAt} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  const key: SQL<string> = query.by === 'day' ? day : sql<string>`${calls.agentId}`;
  return db.inOrganisation(orgId, async (tx) => {
    // By its place, so that both mentions are one expression to the database.
    const rows = await tx
      .select({ key, ...figures })
      .from(calls)
      .where(began)
      .groupBy(sql`1`)
      .orderBy(asc(sql`1`));
    const [total] = await tx.select(figures).from(calls).where(began);
    const items = rows.map(({ key: name, ...row }) => ({ key: name, ...viewed(row) }));
    return { items, total: viewed(total ?? nothing) };
  });
}

type Row = Omit<UsageFigures, 'outcomes'> & Record<`outcome_${OutcomeKind}`, number>;

const outcomes = Object.fromEntries(
  outcomeKinds.map((kind) => [
    `outcome_${kind}`,
    sql`count(*) FILTER (WHERE ${calls.outcome} = ${kind})`.mapWith(Number),
  ]),
) as Record<`outcome_${OutcomeKind}`, SQL<number>>;

const figures = {
  calls: count(),
  answered: sql<number>`count(${calls.answeredAt})`.mapWith(Number),
  minutes:
    sql<number>`coalesce(sum(ceil(${calls.durationMs} / 60000)) FILTER (WHERE ${calls.answeredAt} IS NOT NULL), 0)`.mapWith(
      Number,
    ),
  voiceToVoiceP50Ms: sql<
    number | null
  >`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${calls.voiceToVoiceP50Ms})`,
  ...outcomes,
};
const nothing = {
  calls: 0,
  answered: 0,
  minutes: 0,
  voiceToVoiceP50Ms: null,
  ...Object.fromEntries(outcomeKinds.map((kind) => [`outcome_${kind}`, 0])),
} as Row;

function viewed(row: Row): UsageFigures {
  const { calls: all, answered, minutes, voiceToVoiceP50Ms } = row;
  const counted = outcomeKinds.flatMap((kind) => {
    const times = row[`outcome_${kind}`];
    return times > 0 ? [[kind, times] as const] : [];
  });
  return { calls: all, answered, minutes, outcomes: Object.fromEntries(counted), voiceToVoiceP50Ms };
}
