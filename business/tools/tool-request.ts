import type { ToolDefinition, ToolParameter } from '@allo/contracts/http';
import type { OutgoingHttp, OutgoingRequest } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';

const scalars = ['string', 'number', 'boolean'];
const placeholder = /\{([^{}]*)\}/g;

/**
 * Checks that a definition can be called: its address is a public one as written, and placeholders stand for required
 * parameters outside of the host, so that no parameter decides who is called. Throws `bad_request`.
 */
export function requireCallable(outgoing: Pick<OutgoingHttp, 'check'>, definition: ToolDefinition): void {
  const { url, parameters } = definition;
  for (const [, name = ''] of url.matchAll(placeholder)) {
    if (!parameters.required.includes(name)) {
      throw new AppError('bad_request', `body.definition.url: {${name}} is not a required parameter.`);
    }
  }
  const [one, other] = ['a', 'b'].map((text) => URL.parse(url.replace(placeholder, text)));
  const refusal = one ? outgoing.check(one.href) : 'url_invalid';
  if (refusal) throw new AppError('bad_request', `body.definition.url: cannot be called (${refusal}).`);
  if (one?.origin !== other?.origin || one?.username !== other?.username) {
    throw new AppError(
      'bad_request',
      'body.definition.url: a parameter may stand in the path or the query only.',
    );
  }
}

/** Throws `bad_request` naming the first parameter that does not fit. */
export function requireParameters(definition: ToolDefinition, given: Record<string, unknown>): void {
  const { properties, required } = definition.parameters;
  const fault = (name: string, what: string) =>
    new AppError('bad_request', `body.parameters.${name}: ${what}.`);
  for (const name of required) if (!Object.hasOwn(given, name)) throw fault(name, 'is missing');
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!parameter) throw fault(name.slice(0, 64), 'is not a parameter of this tool');
    const what = faultOf(parameter, value);
    if (what) throw fault(name, what);
  }
}

function faultOf(parameter: ToolParameter, value: unknown): string | null {
  const { type, items, minimum, maximum, maxLength } = parameter;
  if (type === 'array') {
    if (!Array.isArray(value)) return 'must be an array';
    const itemTypes = items ? [items.type] : scalars;
    return value.every((one) => itemTypes.some((scalar) => isOf(scalar, one)))
      ? null
      : `must hold values of type ${itemTypes.join(' or ')}`;
  }
  if (!isOf(type, value)) return `must be of type ${type}`;
  if (parameter.enum && !parameter.enum.includes(value as string | number))
    return 'must be one of those listed';
  if (typeof value === 'number' && value < (minimum ?? -Infinity)) return `must be at least ${minimum}`;
  if (typeof value === 'number' && value > (maximum ?? Infinity)) return `must be at most ${maximum}`;
  if (typeof value === 'string' && value.length > (maxLength ?? Infinity))
    return `is longer than ${maxLength}`;
  return null;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === type;
}

/** The request of one call: what is not in the path goes into the query, or as JSON into the body. */
export function toolRequest(
  definition: ToolDefinition,
  given: Record<string, unknown>,
  headers: Record<string, string>,
): OutgoingRequest {
  const { method, timeoutMs } = definition;
  const inUrl = new Set([...definition.url.matchAll(placeholder)].map(([, name]) => name));
  const url = new URL(
    definition.url.replace(placeholder, (_, name: string) => encodeURIComponent(String(given[name]))),
  );
  const rest = Object.entries(given).filter(([name]) => !inUrl.has(name));
  const request = { method, totalMs: timeoutMs, maxResponseBytes: 256 * 1024 } as const;
  if (method === 'GET' || method === 'DELETE') {
    for (const [name, value] of rest)
      for (const one of [value].flat()) url.searchParams.append(name, String(one));
    return { ...request, url: url.href, headers };
  }
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
    ? headers
    : { ...headers, 'content-type': 'application/json' };
  return { ...request, url: url.href, headers: typed, body: JSON.stringify(Object.fromEntries(rest)) };
}
