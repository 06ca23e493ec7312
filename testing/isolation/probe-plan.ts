import type { Operation, Tenant } from './tenant.ts';

/** How an operation is asked for things of another organisation. */
export interface ProbePlan {
  /** Path parameters that lead to a thing of `tenant`. */
  params(tenant: Tenant): Record<string, string>;
  /** A body the operation would take, with things of `tenant` where it refers to any. */
  body?(tenant: Tenant): unknown;
  /** Query parameters that name things of `tenant`. */
  queries?(tenant: Tenant): ReadonlyArray<Readonly<Record<string, string | undefined>>>;
  /** A body that is not JSON; its type is among `headers`. */
  rawBody?: string;
  /** Without one of `queries` it is refused before anything is looked for. */
  needsQuery?: boolean;
  /** Its body refers to things: with those of another organisation it must be refused, in one's own organisation. */
  refersToThings?: boolean;
  /** What it answers in one's own organisation, where that is not plain. */
  expected?: readonly number[];
  headers?: Record<string, string>;
}

type Plans = Record<string, Partial<ProbePlan>>;

/** By the first words of the path. The longest one that fits an operation counts. */
const paramsOf: Array<[prefix: string, params: (ids: Tenant['ids']) => Record<string, string>]> = [
  ['/v1/agents/{id}', (ids) => ({ id: ids.agent ?? '', version: '1' })],
  ['/v1/numbers/{number}', (ids) => ({ number: ids.number ?? '' })],
  ['/v1/trunks/{id}', (ids) => ({ id: ids.trunk ?? '' })],
  ['/v1/calls/{id}', (ids) => ({ id: ids.call ?? '' })],
  ['/v1/leads/{id}', (ids) => ({ id: ids.lead ?? '' })],
  ['/v1/imports/{id}', (ids) => ({ id: ids.import ?? '' })],
  ['/v1/tools/{id}', (ids) => ({ id: ids.tool ?? '' })],
  ['/v1/knowledge-bases/{id}', (ids) => ({ id: ids.knowledgeBase ?? '', documentId: ids.document ?? '' })],
  ['/v1/webhooks/{id}', (ids) => ({ id: ids.webhook ?? '', deliveryId: ids.delivery ?? '' })],
  ['/v1/keys/{id}', (ids) => ({ id: ids.key ?? '' })],
  ['/v1/members/{userId}', (ids) => ({ userId: ids.member ?? '' })],
  ['/v1/invitations/{id}', (ids) => ({ id: ids.invitation ?? '' })],
  ['/v1/session/devices/{id}', (ids) => ({ id: ids.device ?? '' })],
];

const skillbaseOf = (tenant: Tenant) => ({
  ...minimalSkillbase,
  id: `p${tenant.orgId.slice(-6)}`,
});
const words = ['Слова'];
/** The least an agent can be. */
export const minimalSkillbase = {
  name: 'Проба',
  description: '',
  language: 'ru',
  context: { role: 'secretary' },
  greeting: words,
  flow: [{ id: 'start', say: words }],
  closing: words,
  outcomes: [{ kind: 'info_only', reason: 'x' }],
  phrases: Object.fromEntries(
    [
      'silence',
      'silenceGoodbye',
      'notUnderstood',
      'fallback',
      'timeIsUp',
      'askMessage',
      'messageTaken',
      'operator',
      'goodbye',
    ].map((phrase) => [phrase, words]),
  ),
};
const httpTool = {
  method: 'GET',
  url: 'https://example.com/',
  parameters: { type: 'object', properties: {} },
};

/** Bodies and queries by operation; one with a body that is not here has no probe. */
const plans: Plans = {
  'GET /v1/agents': { queries: ({ marker }) => [{ q: marker }, { status: 'draft' }] },
  'POST /v1/agents': { body: skillbaseOf },
  'POST /v1/skillbases/check': { body: skillbaseOf },
  'PATCH /v1/agents/{id}': { body: () => ({ name: 'Другое имя' }) },
  'POST /v1/agents/{id}/versions': { body: skillbaseOf },
  'GET /v1/agents/{id}/versions/{version}/diff': { queries: () => [{ against: '1' }], needsQuery: true },
  'POST /v1/agents/{id}/versions/{version}/publish': {},
  'POST /v1/agents/{id}/versions/{version}/rollback': {},
  'POST /v1/numbers': {
    body: ({ ids }) => ({ number: '+74950000001', agentId: ids.agent }),
    refersToThings: true,
  },
  'PATCH /v1/numbers/{number}': { body: ({ ids }) => ({ agentId: ids.agent }) },
  'POST /v1/trunks': { body: () => ({ name: 'Проба', sources: ['203.0.113.7'] }) },
  'PATCH /v1/trunks/{id}': { body: () => ({ name: 'Другое' }) },
  'POST /v1/trunks/{id}/test': {},
  'GET /v1/usage': {
    queries: () => [
      { from: '2026-01-01', to: '2026-12-31', by: 'agent' },
      { from: '2026-01-01', to: '2026-12-31' },
    ],
    needsQuery: true,
  },
  // Searching what was said needs calls:listen.
  'GET /v1/calls': {
    expected: [200, 403],
    queries: ({ ids, marker }) => [{ agentId: ids.agent ?? '' }, { q: marker }, { phone: '9990001122' }],
  },
  'POST /v1/calls/{id}/hang-up': {},
  'POST /v1/leads': { body: () => ({ kind: 'lead', name: 'Проба', phone: '+79990000000' }) },
  'PATCH /v1/leads/{id}': { body: () => ({ status: 'done' }) },
  'POST /v1/leads/import': {},
  'POST /v1/tools': { body: () => ({ name: 'probe', description: '', definition: httpTool }) },
  'PATCH /v1/tools/{id}': { body: () => ({ description: 'x' }) },
  'POST /v1/tools/{id}/test': { body: () => ({ parameters: {} }) },
  'POST /v1/knowledge-bases': { body: () => ({ name: 'Проба' }) },
  'PATCH /v1/knowledge-bases/{id}': { body: () => ({ name: 'Другое' }) },
  'POST /v1/knowledge-bases/{id}/documents': {
    queries: () => [{ name: 'x.txt' }],
    needsQuery: true,
    rawBody: 'x',
    headers: { 'content-type': 'text/plain' },
  },
  'GET /v1/knowledge-bases/{id}/search': { queries: ({ marker }) => [{ q: marker }], needsQuery: true },
  'POST /v1/webhooks': { body: () => ({ url: 'https://example.com/hook' }) },
  'PATCH /v1/webhooks/{id}': { body: () => ({ description: 'x' }) },
  'POST /v1/webhooks/{id}/rotate-secret': { body: () => ({}) },
  'POST /v1/webhooks/{id}/test': {},
  'POST /v1/webhooks/{id}/replay': { body: () => ({ since: '2026-01-01T00:00:00Z' }) },
  'POST /v1/webhooks/{id}/deliveries/{deliveryId}/replay': {},
  'PATCH /v1/organisation': { body: () => ({ name: 'Захвачена' }) },
  'POST /v1/organisations': { body: () => ({ name: 'Проба' }) },
  'DELETE /v1/organisation': { queries: ({ marker }) => [{ confirm: `Org ${marker}` }] },
  'PATCH /v1/members/{userId}': { body: () => ({ role: 'viewer' }) },
  'POST /v1/invitations': { body: () => ({ email: 'probe@example.com', role: 'viewer' }) },
  'POST /v1/invitations/{id}/resend': {},
  'POST /v1/keys': { body: () => ({ name: 'Проба', scopes: ['calls:read'] }) },
  'PATCH /v1/privacy/retention': { body: () => ({ recordings: 1 }) },
  'POST /v1/privacy/forget': { body: () => ({ phone: '+79990001122' }) },
  'POST /v1/secrets/change-key': {},
  'PUT /v1/redaction': { body: () => ({ kinds: ['email'] }) },
  'PUT /v1/tool-secrets/{name}': { body: () => ({ value: 'x' }) },
  'PUT /v1/providers/{port}': {
    body: () => ({ apiKey: 'k', baseUrl: 'https://example.com/v1', model: 'm' }),
  },
  'POST /v1/providers/{port}/test': {},
  // An answer of the protocol, whose text says that there is no such call.
  'POST /mcp': {
    body: ({ ids }) => ({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'get_call', arguments: { callId: ids.call } },
    }),
    headers: { accept: 'application/json, text/event-stream' },
    refersToThings: true,
    expected: [200],
  },
  // Every topic has a permission of its own.
  'GET /v1/events': {
    queries: ({ ids }) => [{ topic: 'call-events' }, { after: '0', callId: ids.call ?? '' }],
    expected: [200, 403],
  },
  'GET /v1/audit': { queries: ({ ids }) => [{ targetId: ids.agent ?? '' }, { actorId: ids.member ?? '' }] },
};

/** Parameters that name no thing of an organisation. */
const plainParams: Record<string, Record<string, string>> = {
  '/v1/providers/{port}': { port: 'llm' },
  '/v1/tool-secrets/{name}': { name: 'probe' },
};

/**
 * How to probe an operation, or null where none is known: then the operation is new, and a probe belongs into this
 * file in the same change.
 */
export function planOf({ method, path }: Operation): ProbePlan | null {
  const plan = plans[`${method} ${path}`];
  const needsBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (needsBody && !plan) return null;
  const plain = Object.entries(plainParams).find(([prefix]) => path.startsWith(prefix))?.[1];
  const found = paramsOf
    .filter(([prefix]) => path.startsWith(prefix))
    .toSorted(([a], [b]) => b.length - a.length)[0]?.[1];
  if (path.includes('{') && !plain && !found) return null;
  return { params: ({ ids }) => plain ?? found?.(ids) ?? {}, ...plan };
}

/** Whether the path itself names a thing of an organisation. */
export function namesThing(path: string): boolean {
  return path.includes('{') && !Object.keys(plainParams).some((prefix) => path.startsWith(prefix));
}
