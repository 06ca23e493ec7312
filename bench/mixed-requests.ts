import type { ApiClient } from './api-client.ts';

/** What the requests are about. */
export interface MixedData {
  callIds: readonly string[];
  leadIds: readonly string[];
}

const lists = [
  'limit=50',
  'limit=50&state=completed',
  'limit=50&agentId=salon',
  'limit=50&outcome=lead',
  'limit=50&phone=7919',
  'limit=20&q=стрижку',
  'limit=100&direction=inbound&from=2026-01-01T00:00:00Z',
].map((query) => `/v1/calls?${encodeURI(query)}`);

/** Of twenty requests, as screens and programs ask; a key is made and removed, which is two of them. */
const order = [
  'list calls',
  'get call',
  'transcript',
  'list leads',
  'list calls',
  'get call',
  'change lead',
  'events of call',
  'list calls',
  'get call',
  'create lead',
  'list agents',
  'list calls',
  'get call',
  'transcript',
  'stream of events',
  'change lead',
  'list leads',
  'list agents',
  'make and remove key (two)',
] as const;

/** Sends one of the mix; answers its name. */
export function createMixedRequests({ ask }: ApiClient, { callIds, leadIds }: MixedData) {
  let changed = 0;
  const send: Record<(typeof order)[number], (index: number) => Promise<unknown>> = {
    'list calls': (index) => ask('GET', lists[index % lists.length] as string),
    'get call': (index) => ask('GET', `/v1/calls/${pick(callIds, index)}`),
    transcript: (index) => ask('GET', `/v1/calls/${pick(callIds, index)}/transcript`),
    'events of call': (index) => ask('GET', `/v1/calls/${pick(callIds, index)}/events`),
    'stream of events': () => ask('GET', '/v1/events?after=0&limit=100'),
    'list leads': (index) => ask('GET', `/v1/leads?limit=50${index % 2 === 0 ? '&status=new' : ''}`),
    'list agents': () => ask('GET', '/v1/agents'),
    'create lead': (index) =>
      ask('POST', '/v1/leads', { json: { name: `Анна ${index}`, phone: '+79161234567' } }),
    'change lead': () => {
      const id = leadIds[changed++ % leadIds.length] as string;
      return ask('PATCH', `/v1/leads/${id}`, {
        json: { status: changed % 2 === 0 ? 'done' : 'in_progress' },
        headers: { 'if-match': '*' },
      });
    },
    'make and remove key (two)': async (index) => {
      const { text } = await ask('POST', '/v1/keys', {
        json: { name: `bench ${index}`, scopes: ['calls:read'] },
      });
      await ask('DELETE', `/v1/keys/${(JSON.parse(text) as { id: string }).id}`);
    },
  };
  return async (index: number): Promise<string> => {
    const name = order[index % order.length] as (typeof order)[number];
    await send[name](index);
    return name;
  };
}

/** Neighbours in time are far apart in the list. */
function pick(ids: readonly string[], index: number): string {
  return ids[(index * 7919) % ids.length] as string;
}
