import { readFile } from 'node:fs/promises';
import { shippedAgentsFolder } from '@allo/business';
import type { CallList, KnowledgeHit, LeadImport, Usage } from '@allo/contracts/http';
import { createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, type Owner, type ServerProcess, startServerProcess } from '../server/index.ts';
import { createSipCaller, type SipCaller } from '../sip-caller/index.ts';
import { waitUntil } from './wait-until.ts';

const number = '+74951234567';
const first = { username: 'first-trunk', password: 'password of the first' };
const people = [first, { username: 'second-trunk', password: 'password of the second' }];
const texts = new TextEncoder();

let server: ServerProcess;
let owner: Owner;
let caller: SipCaller;
/** The owner's own organisation, and a client of it. */
const organisations: string[] = [];

beforeAll(async () => {
  // Nobody calls without a password, whatever the address.
  server = await startServerProcess({ env: { SIP_TRUSTED: 'none' } });
  owner = await claimServer(server);
  const client = await ask<{ id: string }>(owner.orgId, 'POST', '/v1/organisations', { name: 'Клиент' });
  organisations.push(owner.orgId, client.id);
  caller = createSipCaller({ clock: createSystemClock() });
  await caller.start();
});
afterAll(async () => {
  await caller?.close();
  await server?.stop();
  await server?.dispose();
});

interface Sent {
  type?: string;
  match?: string;
}
async function send(orgId: string, method: string, path: string, body?: object | string, sent: Sent = {}) {
  const type = sent.type ?? (body === undefined ? null : 'application/json');
  return fetch(`${server.httpUrl}${path}`, {
    method,
    headers: {
      ...owner.headers,
      'allo-organisation': orgId,
      origin: server.httpUrl,
      ...(type && { 'content-type': type }),
      ...(sent.match && { 'if-match': sent.match }),
    },
    ...(body !== undefined && { body: texts.encode(typeof body === 'string' ? body : JSON.stringify(body)) }),
  });
}
async function ask<T>(
  orgId: string,
  method: string,
  path: string,
  body?: object | string,
  sent: Sent = {},
): Promise<T> {
  const response = await send(orgId, method, path, body, sent);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}
const callsOf = async (orgId: string) => (await ask<CallList>(orgId, 'GET', '/v1/calls')).items;

describe('two organisations on one server', () => {
  it('the same number in both / each call lands with the agent and in the list of its own', async () => {
    const yaml = await readFile(`${shippedAgentsFolder}/lidia.yaml`, 'utf8');
    for (const [index, orgId] of organisations.entries()) {
      const agent = yaml.replace(/^id: lidia/m, `id: agent${index}`);
      await ask(orgId, 'POST', '/v1/agents?publish=true', agent, { type: 'application/yaml' });
      await ask(orgId, 'POST', '/v1/numbers', { number, agentId: `agent${index}` });
      await ask(orgId, 'POST', '/v1/trunks', { name: 'Город', ...people[index] });
    }
    for (const [index, credentials] of people.entries()) {
      const uri = `sip:${number}@127.0.0.1:${server.sipPort}`;
      const placed = await caller.call({ uri, from: `7900111000${index}`, credentials });
      await placed.hangUp();
      await placed.ended;
    }
    const stranger = await caller.dial({ uri: `sip:${number}@127.0.0.1:${server.sipPort}` });
    await expect(stranger.answered).rejects.toMatchObject({ status: 401 });
    for (const [index, orgId] of organisations.entries()) {
      await waitUntil('the call is over', 10_000, async () => (await callsOf(orgId))[0]?.endedAt != null);
      expect(await callsOf(orgId)).toMatchObject([
        { agentId: `agent${index}`, from: `7900111000${index}`, to: number },
      ]);
    }
  });

  it('a call of one / is ended by it alone, and keeps the version it began with', async () => {
    const [ours = '', theirs = ''] = organisations;
    const uri = `sip:agent0@127.0.0.1:${server.sipPort}`;
    const placed = await caller.call({ uri, from: '79001110007', credentials: first });
    const isLive = async () => (await callsOf(ours))[0]?.state === 'active';
    await waitUntil('the call is live', 10_000, isLive);
    const [live] = await callsOf(ours);
    const skillbase = await ask<object>(ours, 'GET', '/v1/agents/agent0/skillbase');
    await ask(ours, 'POST', '/v1/agents/agent0/versions?publish=true', { ...skillbase, name: 'Новая' });
    const url = `/v1/calls/${live?.id ?? ''}`;
    expect((await send(theirs, 'POST', `${url}/hang-up`)).status).toBe(404);
    expect(await isLive()).toBe(true);
    expect((await send(ours, 'DELETE', url)).status).toBe(409);
    expect((await send(ours, 'POST', `${url}/hang-up`)).status).toBe(202);
    expect(await placed.ended).toBe('remote-hung-up');
    await waitUntil('the call is over', 10_000, async () => (await callsOf(ours))[0]?.endedAt != null);
    expect((await send(ours, 'POST', `${url}/hang-up`)).status).toBe(409);
    const events = await ask<{ items: Array<{ type: string; data: object }> }>(ours, 'GET', `${url}/events`);
    const assigned = events.items.find(({ type }) => type === 'call.agent_assigned');
    expect(assigned?.data).toMatchObject({ skillbaseVersion: 1 });
    const next = await caller.call({ uri, from: '79001110008', credentials: first });
    await next.hangUp();
    const last = async () => (await callsOf(ours)).find(({ from }) => from === '79001110008');
    await waitUntil('the next call is stored', 10_000, async () => (await last())?.endedAt != null);
    expect((await last())?.agentName).toBe('Новая');
    const today = new Date().toISOString().slice(0, 10);
    const usage = await ask<Usage>(ours, 'GET', `/v1/usage?from=2026-01-01&to=${today}&by=agent`);
    expect(usage.items).toMatchObject([{ key: 'agent0', calls: 3, answered: 3 }]);
    expect((await send(ours, 'DELETE', url)).status).toBe(204);
    expect((await send(ours, 'GET', url)).status).toBe(404);
  });

  it('a list and a document are brought along / leads and answers in one, nothing in the other', async () => {
    const [ours = '', theirs = ''] = organisations;
    const rows = Array.from({ length: 2000 }, (_, n) => `Клиент ${n},+7916${String(n).padStart(7, '0')}`);
    const csv = `name,phone\n${rows.join('\n')}`;
    const { id } = await ask<LeadImport>(ours, 'POST', '/v1/leads/import', csv, { type: 'text/csv' });
    const read = () => ask<LeadImport>(ours, 'GET', `/v1/imports/${id}`);
    await waitUntil('the import is done', 20_000, async () => (await read()).status === 'done');
    expect(await read()).toMatchObject({ rowsMade: 2000, rowsRefused: 0 });
    expect((await send(theirs, 'GET', `/v1/imports/${id}`)).status).toBe(404);
    const base = await ask<{ id: string }>(ours, 'POST', '/v1/knowledge-bases', { name: 'Цены' });
    const path = `/v1/knowledge-bases/${base.id}`;
    const words = 'Стрижка стоит полторы тысячи рублей.';
    const document = await ask<{ id: string }>(ours, 'POST', `${path}/documents?name=a.txt`, words, {
      type: 'text/plain',
    });
    const isReady = async () =>
      (await ask<{ status: string }>(ours, 'GET', `${path}/documents/${document.id}`)).status === 'ready';
    await waitUntil('the document is read', 20_000, isReady);
    const question = encodeURIComponent('сколько стоят стрижки');
    const found = await ask<{ items: KnowledgeHit[] }>(ours, 'GET', `${path}/search?q=${question}`);
    expect(found.items.map(({ text }) => text)).toEqual([words]);
    expect((await send(theirs, 'GET', `${path}/search?q=${question}`)).status).toBe(404);
    expect(await ask<{ items: unknown[] }>(theirs, 'GET', '/v1/leads')).toMatchObject({ items: [] });
    const beyond = await send(ours, 'POST', '/v1/leads/import', csv, { type: 'application/json' });
    expect(beyond.status).toBe(415);
  });
});
