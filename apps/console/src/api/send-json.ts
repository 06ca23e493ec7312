import type { ZodType } from 'zod';
import { readReply } from './read-json.ts';

/** Sends a change and checks the reply as `readJson` does; `schema` null: there is nothing to read. */
export async function sendJson<T>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: object | null,
  schema: ZodType<T> | null,
): Promise<T | null> {
  const headers = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
  return readReply(fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) }), schema);
}
