import fc from 'fast-check';
import type { JsonSchema } from '../../packages/sdk/generate/type-of-schema.ts';
import { hostileStrings } from './hostile-values.ts';
import { valuesOf } from './schema-values.ts';

interface Parameter {
  name: string;
  in: string;
  schema?: JsonSchema;
}
interface DescribedOperation {
  parameters?: Parameter[];
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
}
export interface FuzzDescription {
  paths: Record<string, Record<string, DescribedOperation>>;
}

/** A request as it goes onto the wire. */
export interface FuzzRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** Values that lead to things that are there, so that a part of the requests gets beyond the first check. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** Requests of every kind for one operation of the description. */
export function requestsFor(
  path: string,
  method: string,
  operation: DescribedOperation,
  known: KnownValues,
): fc.Arbitrary<FuzzRequest> {
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter(({ in: place }) => place === 'path');
  const inQuery = parameters.filter(({ in: place }) => place === 'query');
  return fc
    .record({
      path: fc.tuple(...inPath.map((parameter) => pathValues(parameter, known))),
      query: fc.tuple(...inQuery.map(queryValues)),
      stray: fc.option(fc.tuple(hostileStrings, hostileStrings), { freq: 6 }),
      headers: headerValues,
      body: bodies(operation),
    })
    .map(({ path: values, query, stray, headers, body }) => {
      const url = inPath.reduce(
        (text, { name }, index) => text.replace(`{${name}}`, values[index] as string),
        path,
      );
      const words = [...query.flat(), ...(stray ? [pair(stray[0], stray[1])] : [])];
      return {
        method: method.toUpperCase(),
        url: words.length > 0 ? `${url}?${words.join('&')}` : url,
        headers: { ...headers, ...(body ? { 'content-type': body.type } : {}) },
        body: body?.text ?? null,
      };
    });
}

function pathValues({ name, schema }: Parameter, known: KnownValues): fc.Arbitrary<string> {
  const there = known[name] ?? [];
  return fc.oneof(
    ...(there.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...there).map(encode) }] : []),
    { weight: 1, arbitrary: valuesOf(schema).map((value) => encode(textOf(value))) },
    { weight: 1, arbitrary: hostileStrings.map(encode) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%ff', '%c0%ae', '.', '..', '%2f', ';a=b') },
  );
}

/** None, one, or the same parameter twice. */
function queryValues({ name, schema }: Parameter): fc.Arbitrary<string[]> {
  return fc.array(
    valuesOf(schema).map((value) => pair(name, textOf(value))),
    { maxLength: 2 },
  );
}

const headerValues: fc.Arbitrary<Record<string, string>> = fc
  .record(
    {
      'if-match': fc.constantFrom('*', '"1"', '"-1"', '1', 'W/"1"', '"999999999999"', '""'),
      'idempotency-key': fc.constantFrom('k1', 'k2', 'x'.repeat(255), 'x'.repeat(300), 'two words'),
      range: fc.constantFrom(
        'bytes=0-',
        'bytes=-1',
        'bytes=5-2',
        'bytes=0-99999999999999999999',
        'lines=1-2',
      ),
      accept: fc.constantFrom('*/*', 'application/json', 'application/yaml', 'text/event-stream', 'x'),
      'allo-organisation': fc.constantFrom('', 'x', '00000000-0000-7000-8000-000000000001'),
    },
    { requiredKeys: [] },
  )
  .map((headers) => ({ ...headers }) as Record<string, string>);

interface Body {
  type: string;
  text: string;
}

function bodies({ requestBody }: DescribedOperation): fc.Arbitrary<Body | null> {
  const schema = requestBody?.content?.['application/json']?.schema;
  const json = valuesOf(schema).map((value) => ({
    type: 'application/json',
    text: JSON.stringify(value) ?? '',
  }));
  const broken = fc.constantFrom<Body>(
    { type: 'application/json', text: '' },
    { type: 'application/json', text: '{' },
    { type: 'application/json', text: '\ufeff{}' },
    { type: 'application/json; charset=utf-16', text: '{}' },
    { type: 'application/json', text: `${'['.repeat(20_000)}${']'.repeat(20_000)}` },
    { type: 'application/json', text: '{"a":1e999}' },
    { type: 'application/yaml', text: 'a: &a [*a]' },
    { type: 'application/yaml', text: 'x: '.repeat(2000) },
    { type: 'text/plain', text: 'x' },
    { type: 'text/csv', text: '"unclosed,\n\0' },
    { type: 'multipart/form-data; boundary=x', text: '--x\r\n' },
    { type: 'x', text: 'x' },
  );
  if (!requestBody) return fc.option(broken, { freq: 2 });
  return fc.oneof({ weight: 6, arbitrary: json }, { weight: 2, arbitrary: broken }, fc.constant(null));
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
const pair = (name: string, value: string): string => `${encode(name)}=${encode(value)}`;

/** Also what is no proper text, which `encodeURIComponent` refuses. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 8000);
}
