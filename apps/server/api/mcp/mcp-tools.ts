import type { Permission } from '@allo/contracts/access';
import { agentListQuerySchema, callListQuerySchema, leadListQuerySchema } from '@allo/contracts/http';
import { z } from 'zod';

/** The request of the API a tool call becomes. */
export interface ApiRequest {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** A body of YAML is text. */
  body?: unknown;
}

/** A thing an assistant may do: one request of the API, made with the assistant's own rights. */
export interface McpTool {
  name: string;
  title: string;
  description: string;
  /** What the request needs; the tool is not even shown without it. */
  permission: Permission;
  isReadOnly: boolean;
  input: z.ZodObject;
  request(input: never): ApiRequest;
}

function tool<Input extends z.ZodObject>(
  made: Omit<McpTool, 'input' | 'request'> & { input: Input; request(input: z.output<Input>): ApiRequest },
): McpTool {
  return made as unknown as McpTool;
}

const id = z.string().min(1).max(64);
const agentId = id.describe('Id of the agent, like lidia');
const version = z.number().int().positive().describe('Number of the version');
const part = encodeURIComponent;
const get = (path: string, query?: ApiRequest['query']): ApiRequest => ({
  method: 'GET',
  path,
  ...(query && { query }),
});

const reading = { isReadOnly: true } as const;

/** In the order an assistant reads them. */
export const mcpTools: readonly McpTool[] = [
  tool({
    ...reading,
    name: 'list_agents',
    title: 'List agents',
    description: 'Voice agents of the organisation: id, name, language, published version, draft.',
    permission: 'agents:read',
    input: agentListQuerySchema.pick({ q: true, status: true }).partial(),
    request: (query) => get('/v1/agents', query),
  }),
  tool({
    ...reading,
    name: 'get_skillbase',
    title: 'Read what an agent is',
    description:
      'The whole configuration (skillbase) of an agent as JSON: greeting, flow, phrases, voice. The published version unless another is named.',
    permission: 'agents:read',
    input: z.object({ agentId, version: version.optional() }),
    request: (input) =>
      input.version === undefined
        ? get(`/v1/agents/${part(input.agentId)}/skillbase`)
        : get(`/v1/agents/${part(input.agentId)}/versions/${input.version}`),
  }),
  tool({
    ...reading,
    name: 'list_versions',
    title: 'List versions of an agent',
    description: 'Versions of an agent, newest first: status, author, note.',
    permission: 'agents:read',
    input: z.object({ agentId }),
    request: (input) => get(`/v1/agents/${part(input.agentId)}/versions`),
  }),
  tool({
    ...reading,
    name: 'compare_versions',
    title: 'Compare two versions',
    description: 'Every place where two versions of an agent differ.',
    permission: 'agents:read',
    input: z.object({ agentId, version, against: version }),
    request: ({ agentId: agent, version: number, against }) =>
      get(`/v1/agents/${part(agent)}/versions/${number}/diff`, { against }),
  }),
  tool({
    isReadOnly: false,
    name: 'create_agent',
    title: 'Create an agent',
    description:
      'Creates an agent from a skillbase (as get_skillbase shows one, with an id of its own) as a draft: it answers no calls before publish_version.',
    permission: 'agents:write',
    input: z.object({ skillbase: z.record(z.string(), z.unknown()) }),
    request: ({ skillbase }) => ({ method: 'POST', path: '/v1/agents', body: skillbase }),
  }),
  tool({
    isReadOnly: false,
    name: 'save_version',
    title: 'Save a new version of an agent',
    description:
      'Saves a changed skillbase as a new draft. Errors name the path that is wrong and the cure. Live calls go on with the version they began with.',
    permission: 'agents:write',
    input: z.object({
      agentId,
      skillbase: z.record(z.string(), z.unknown()),
      note: z.string().max(200).optional().describe('What changed and why'),
    }),
    request: ({ agentId: agent, skillbase, note }) => ({
      method: 'POST',
      path: `/v1/agents/${part(agent)}/versions`,
      ...(note === undefined ? {} : { query: { note } }),
      body: skillbase,
    }),
  }),
  tool({
    isReadOnly: false,
    name: 'publish_version',
    title: 'Publish a version',
    description: 'Makes a version the one that answers the next call. Ask a person first.',
    permission: 'agents:publish',
    input: z.object({ agentId, version }),
    request: (input) => ({
      method: 'POST',
      path: `/v1/agents/${part(input.agentId)}/versions/${input.version}/publish`,
    }),
  }),
  tool({
    ...reading,
    name: 'list_numbers',
    title: 'List telephone numbers',
    description: 'Telephone numbers and the agents that answer them.',
    permission: 'numbers:read',
    input: z.object({}),
    request: () => get('/v1/numbers'),
  }),
  tool({
    ...reading,
    name: 'list_calls',
    title: 'List calls',
    description:
      'Calls, newest first, with state, outcome and times. Filters narrow them; nextCursor goes on.',
    permission: 'calls:read',
    input: callListQuerySchema.partial(),
    request: (query) => get('/v1/calls', query),
  }),
  tool({
    ...reading,
    name: 'get_call',
    title: 'Read a call',
    description: 'One call: who, when, outcome, collected fields and, if you may listen, what was said.',
    permission: 'calls:read',
    input: z.object({ callId: id }),
    request: ({ callId }) => get(`/v1/calls/${part(callId)}`),
  }),
  tool({
    ...reading,
    name: 'list_leads',
    title: 'List leads',
    description: 'People to get back to, newest first.',
    permission: 'leads:read',
    input: leadListQuerySchema.partial(),
    request: (query) => get('/v1/leads', query),
  }),
  tool({
    ...reading,
    name: 'get_usage',
    title: 'Read usage',
    description: 'Calls, minutes, outcomes and latency by day or by agent.',
    permission: 'usage:read',
    input: z.object({
      from: z.iso.date().describe('First day, like 2026-03-01'),
      to: z.iso.date().describe('Last day'),
      by: z.enum(['day', 'agent']).optional(),
    }),
    request: (query) => get('/v1/usage', query),
  }),
];
