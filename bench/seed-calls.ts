import { createTenantDatabase } from '@allo/adapters/postgres';
import { sql } from 'drizzle-orm';
import type pg from 'pg';

const phrases = [
  'Здравствуйте, это салон красоты, слушаю вас.',
  'Добрый день, я хотела бы записаться на стрижку в пятницу.',
  'Во сколько вам удобно прийти?',
  'После шести вечера, а сколько это стоит?',
  'Стрижка стоит две тысячи рублей. Записать вас на половину седьмого?',
  'Да, запишите, меня зовут Анна, спасибо.',
];

/** Months of an organisation's work: calls with events and what was said, people to get back to. */
export async function seedCalls(
  pool: pg.Pool,
  orgId: string,
  { calls, leads }: { calls: number; leads: number },
): Promise<{ callIds: string[]; leadIds: string[] }> {
  const db = createTenantDatabase(pool);
  return db.inOrganisation(orgId, async (tx) => {
    await tx.execute(sql`
      INSERT INTO calls (org_id, id, node_id, agent_id, agent_name, skillbase_version, state, direction, wire,
        from_address, to_address, codec, started_at, answered_at, ended_at, duration_ms, end_reason, outcome,
        outcome_reason, fields, latencies, voice_to_voice_p50_ms, has_message, last_seq, last_event_at)
      SELECT ${orgId}::uuid, gen_random_uuid(), 'bench', (ARRAY['lidia', 'salon', 'clinic', 'sales'])[1 + n % 4], 'Агент', 1,
        CASE WHEN n % 10 = 0 THEN 'failed' ELSE 'completed' END, 'inbound', 'sip',
        '+79' || lpad((n * 7919 % 1000000000)::text, 9, '0'), '+74951234567', 'PCMA', at, at + interval '1 second',
        at + interval '1 minute', 59000, 'caller-hung-up',
        (ARRAY['lead', 'callback', 'info_only', 'not_target'])[1 + n % 4], 'bench',
        '[{"name":"name","value":"Анна","display":"Анна","isConfirmed":true}]', '{}', 800, false, 8, at
      FROM (SELECT n, now() - n * interval '9 minutes' AS at FROM generate_series(1, ${calls}::int) AS n) AS made`);
    await tx.execute(sql`
      INSERT INTO turns (org_id, call_id, seq, turn, speaker, text, is_interrupted, source, start_ms, end_ms)
      SELECT org_id, id, said.n + 2, 't' || said.n, CASE WHEN said.n % 2 = 1 THEN 'agent' ELSE 'caller' END,
        said.text, false, CASE WHEN said.n % 2 = 1 THEN 'agent' ELSE 'stt' END, said.n * 5000, said.n * 5000 + 4000
      FROM calls, unnest(${`{${phrases.map((text) => JSON.stringify(text)).join(',')}}`}::text[])
        WITH ORDINALITY AS said (text, n)`);
    await tx.execute(sql`
      INSERT INTO events (org_id, call_id, seq, id, type, at, data)
      SELECT org_id, id, n, gen_random_uuid(), 'agent.step_entered', started_at + n * interval '1 second',
        '{"step":"ask","reason":"bench"}' FROM calls, generate_series(1, 15) AS n`);
    await tx.execute(sql`
      INSERT INTO leads (org_id, id, call_id, agent_id, kind, status, name, phone, fields, created_at)
      SELECT ${orgId}::uuid, gen_random_uuid(), NULL, 'lidia', 'lead', (ARRAY['new', 'in_progress', 'done'])[1 + n % 3],
        'Анна ' || n, '+79' || lpad((n * 7919 % 1000000000)::text, 9, '0'), '[]', now() - n * interval '20 minutes'
      FROM generate_series(1, ${leads}::int) AS n`);
    const idsOf = async (table: 'calls' | 'leads') => {
      const { rows } = await tx.execute<{ id: string }>(sql`SELECT id FROM ${sql.identifier(table)}`);
      return rows.map(({ id }) => id);
    };
    return { callIds: await idsOf('calls'), leadIds: await idsOf('leads') };
  });
}
