import type { ZodType } from 'zod';
import { organisationHeaders } from './organisation-choice.ts';
import { readReply } from './read-json.ts';

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface SendOptions {
  /** Of what was read before the edit; the server refuses when it is another by now. */
  version?: number;
  /** Another organisation than the chosen one. */
  organisation?: string;
}

/** Sends a change and checks the reply as `readJson` does; `schema` null: there is nothing to read. */
export function sendJson<T>(
  method: Method,
  path: string,
  body: object | null,
  schema: ZodType<T>,
  options?: SendOptions,
): Promise<T>;
export function sendJson(
  method: Method,
  path: string,
  body: object | null,
  schema: null,
  options?: SendOptions,
): Promise<null>;
export function sendJson<T>(
  method: Method,
  path: string,
  body: object | null,
  schema: ZodType<T> | null,
  { version, organisation }: SendOptions = {},
): Promise<T | null> {
  const headers = {
    accept: 'application/json',
    ...organisationHeaders(organisation),
    ...(body && { 'content-type': 'application/json' }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  };
  return readReply(fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) }), schema);
}
