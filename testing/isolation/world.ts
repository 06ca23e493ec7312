import { createTenantDatabase, openBeside } from '@allo/adapters/postgres';
import { createCallStore } from '@allo/business';
import type { CallId, OrgId } from '@allo/contracts';
import { type Permission, permissionsOf, permissions, type Role, roles } from '@allo/contracts/access';
import type { AlloEvent } from '@allo/contracts/events';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import pg from 'pg';
import { claimServer, type Owner, type ServerProcess } from '../server/index.ts';
import { minimalSkillbase } from './probe-plan.ts';
import type { Tenant } from './tenant.ts';

const clock = createSystemClock();
const ids = createIds(clock);

type Reply = Record<string, unknown>;
/** Asks in one organisation as the owner of the agency above it; throws unless the reply is a success. */
type Ask = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** Two clients of one agency on a fresh server, each with a thing of every kind. */
export async function createWorld(
  server: ServerProcess,
  options: { databaseUrl?: string } = {},
): Promise<{ a: Tenant; b: Tenant; owner: Owner }> {
  const owner = await claimServer(server);
  const pool = options.databaseUrl
    ? new pg.Pool({ connectionString: options.databaseUrl, max: 1 })
    : openBeside(server.dataDir);
  if (!pool) throw new Error('the database of the server cannot be reached');
  try {
    const a = await createTenant('A', server, owner, pool);
    const b = await createTenant('B', server, owner, pool);
    return { a, b, owner };
  } finally {
    await pool.end();
  }
}

async function createTenant(
  name: Tenant['name'],
  server: ServerProcess,
  owner: Owner,
  pool: pg.Pool,
): Promise<Tenant> {
  const marker = `secret${name}${ids.token(6)}`;
  const agency = askAs(server.httpUrl, owner.headers);
  const { id: orgId } = (await agency('POST', '/v1/organisations', { name: `Org ${marker}` })) as {
    id: string;
  };
  const ask = askAs(server.httpUrl, { ...owner.headers, 'allo-organisation': orgId });
  const makeKey = (keyName: string, scopes: readonly Permission[]) =>
    ask('POST', '/v1/keys', { name: keyName, scopes }) as Promise<{ id: string; token: string }>;
  const full = await makeKey(`Full ${marker}`, permissions);
  const roleKeys = new Map<Role, { token: string; permissions: ReadonlySet<Permission> }>();
  for (const role of roles) {
    const held = permissionsOf(role);
    const { token } = await makeKey(`${role} ${marker}`, [...held]);
    roleKeys.set(role, { token, permissions: held });
  }
  const things = await createThings(ask, marker);
  const call = await createCall(pool, orgId as OrgId, marker, things.agent ?? '');
  const member = await createMember(server, ask, marker);
  return {
    name,
    orgId,
    marker,
    key: full.token,
    roleKeys,
    cookie: member.cookie,
    ids: { ...things, ...member.ids, call, key: full.id },
  };
}

async function createThings(ask: Ask, marker: string): Promise<Record<string, string>> {
  const idOf = async (path: string, body: unknown) => ((await ask('POST', path, body)) as { id: string }).id;
  const agent = `agent-${marker.toLowerCase()}`;
  await ask('POST', '/v1/agents?publish=true', {
    ...minimalSkillbase,
    id: agent,
    name: `Агент ${marker}`,
    description: marker,
  });
  const number = `+7${Number.parseInt(marker.slice(-8), 16) + 9_000_000_000}`;
  await ask('POST', '/v1/numbers', { number, agentId: agent });
  const definition = { method: 'GET', url: `https://example.com/${marker}`, parameters: { type: 'object' } };
  const webhook = await idOf('/v1/webhooks', { url: 'https://example.com/hook', description: marker });
  await ask('POST', `/v1/webhooks/${webhook}/test`);
  const deliveries = (await ask('GET', `/v1/webhooks/${webhook}/deliveries`)) as {
    items: Array<{ id: string }>;
  };
  const knowledgeBase = await idOf('/v1/knowledge-bases', { name: `База ${marker}` });
  return {
    agent,
    number,
    webhook,
    delivery: deliveries.items[0]?.id ?? '',
    trunk: await idOf('/v1/trunks', {
      name: `Линия ${marker}`,
      username: marker,
      password: `password ${marker}`,
    }),
    lead: await idOf('/v1/leads', { kind: 'lead', name: `Лид ${marker}`, phone: '+79990001122' }),
    tool: await idOf('/v1/tools', { name: marker.toLowerCase(), description: marker, definition }),
    knowledgeBase,
    document: await upload(ask, `/v1/knowledge-bases/${knowledgeBase}/documents`, {
      fileName: `${marker}.txt`,
      type: 'text/plain',
      text: `Тайна организации: ${marker}.`,
    }),
    import: await upload(ask, '/v1/leads/import', {
      fileName: 'leads.csv',
      type: 'text/csv',
      text: `name,phone\nИмпорт ${marker},+79990003344\n`,
    }),
  };
}

async function upload(
  ask: Ask,
  path: string,
  file: { fileName: string; type: string; text: string },
): Promise<string> {
  const name = encodeURIComponent(file.fileName);
  const address = `${path}?${path.includes('import') ? 'fileName' : 'name'}=${name}`;
  const body = new Blob([file.text], { type: file.type });
  return ((await ask('POST', address, body)) as { id: string }).id;
}

/** A call that was answered, as a voice thread would have told of it. */
async function createCall(pool: pg.Pool, orgId: OrgId, marker: string, agentId: string): Promise<CallId> {
  const callId = ids.uuid() as CallId;
  const db = createTenantDatabase(pool);
  const calls = createCallStore({ db, clock, ids, log: createSilentLog(), nodeId: 'isolation' });
  const event = (seq: number, type: string, data: object) =>
    ({
      id: ids.uuid(),
      orgId,
      callId,
      seq,
      at: new Date(clock.wallTime()).toISOString(),
      type,
      data,
    }) as AlloEvent;
  await calls.append(orgId, [
    event(1, 'call.initiated', { direction: 'inbound', wire: 'sip', from: '+79990001122', to: marker }),
    event(2, 'call.agent_assigned', { agentId, agentName: `Агент ${marker}`, skillbaseVersion: 1 }),
    event(3, 'call.answered', { setupMs: 1 }),
    event(4, 'call.user_spoke', {
      turn: 't1',
      speaker: 'caller',
      text: `Сказано ${marker}`,
      source: 'stt',
      startMs: 0,
      endMs: 1,
    }),
    event(5, 'call.ended', { reason: 'completed', durationMs: 1, outcome: 'lead', outcomeReason: marker }),
  ]);
  return callId;
}

/** An admin of this organisation alone, who joined by the link of the letter, and one invitation that is still open. */
async function createMember(
  server: ServerProcess,
  ask: Ask,
  marker: string,
): Promise<{ cookie: string; ids: Record<string, string> }> {
  const email = `${marker.toLowerCase()}@example.com`;
  await ask('POST', '/v1/invitations', { email, role: 'admin' });
  // The letter is in the terminal, because there is no mail server.
  let token: string | undefined;
  for (let tries = 0; !token && tries < 100; tries++) {
    await clock.sleep(20);
    token = /\/join#([\w-]+)/.exec(server.output().split(email)[1] ?? '')?.[1];
  }
  const response = await fetch(`${server.httpUrl}/v1/auth/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: `Член ${marker}`, password: `password ${marker}` }),
  });
  if (!response.ok) throw new Error(`nobody joined: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = (await askAs(server.httpUrl, { cookie })('GET', '/v1/session')) as {
    user: { id: string };
    session: { id: string };
  };
  const open = (await ask('POST', '/v1/invitations', { email: `open-${email}`, role: 'viewer' })) as {
    id: string;
  };
  return { cookie, ids: { member: session.user.id, device: session.session.id, invitation: open.id } };
}

function askAs(baseUrl: string, headers: Record<string, string>): Ask {
  return async (method, path, body) => {
    const isJson = body !== undefined && !(body instanceof Blob);
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...headers, ...(isJson ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as Blob) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as Reply;
  };
}
