import type { BodyOf, Caller, CallOptions, QueryOf, ReplyOf } from '../operation.ts';
import { changeOf } from './version-of.ts';

/** A skillbase as an object, or its YAML. */
export type SkillbaseSource = BodyOf<'POST /v1/agents'>;
type Saved = QueryOf<'POST /v1/agents'>;
/** An agent by its id, or as it was read. */
type WhichAgent = string | { id: string; revision: number };

const asYaml = { accept: 'application/yaml' };

/** Agents and the versions of their skillbases. */
export function agents(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/agents'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/agents', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/agents/{id}', { params: { id }, ...options }),
    /** A new agent; answers calls at once with `publish: true`. */
    create: (skillbase: SkillbaseSource, query: Saved = {}, options: CallOptions = {}) =>
      allo.call('POST /v1/agents', { body: skillbase, query, ...options }),
    rename: (agent: WhichAgent, body: BodyOf<'PATCH /v1/agents/{id}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/agents/{id}', { ...changeOf(agent, options), body }),
    remove: (agent: WhichAgent, options: CallOptions = {}) =>
      allo.call('DELETE /v1/agents/{id}', changeOf(agent, options)),

    /** What answers calls now, defaults filled in. */
    skillbase: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/agents/{id}/skillbase', { params: { id }, ...options }) as Promise<
        Record<string, unknown>
      >,
    /** The same as a file. */
    skillbaseYaml: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/agents/{id}/skillbase', {
        params: { id },
        ...options,
        headers: { ...options.headers, ...asYaml },
      }) as Promise<string>,
    /** What a skillbase comes to, without keeping it. Throws `skillbase_invalid`, one line per fault. */
    check: async (skillbase: SkillbaseSource, options: CallOptions = {}): Promise<Record<string, unknown>> =>
      (await allo.call('POST /v1/skillbases/check', { body: skillbase, ...options })).skillbase,

    versions: (id: string, query: QueryOf<'GET /v1/agents/{id}/versions'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/agents/{id}/versions', { params: { id }, query, ...options }),
    version: (id: string, version: number, options: CallOptions = {}) =>
      allo.call('GET /v1/agents/{id}/versions/{version}', {
        params: { id, version: String(version) },
        ...options,
      }) as Promise<Exclude<ReplyOf<'GET /v1/agents/{id}/versions/{version}'>, string>>,
    versionYaml: (id: string, version: number, options: CallOptions = {}) =>
      allo.call('GET /v1/agents/{id}/versions/{version}', {
        params: { id, version: String(version) },
        ...options,
        headers: { ...options.headers, ...asYaml },
      }) as Promise<string>,
    /** A new draft, or with `publish: true` what answers calls from now on. */
    saveVersion: (id: string, skillbase: SkillbaseSource, query: Saved = {}, options: CallOptions = {}) =>
      allo.call('POST /v1/agents/{id}/versions', { params: { id }, body: skillbase, query, ...options }),
    compare: (id: string, version: number, against: number, options: CallOptions = {}) =>
      allo.call('GET /v1/agents/{id}/versions/{version}/diff', {
        params: { id, version: String(version) },
        query: { against },
        ...options,
      }),
    publish: (id: string, version: number, options: CallOptions = {}) =>
      allo.call('POST /v1/agents/{id}/versions/{version}/publish', {
        params: { id, version: String(version) },
        ...options,
      }),
    rollBack: (id: string, version: number, options: CallOptions = {}) =>
      allo.call('POST /v1/agents/{id}/versions/{version}/rollback', {
        params: { id, version: String(version) },
        ...options,
      }),
  };
}
