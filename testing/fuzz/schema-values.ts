import fc from 'fast-check';
import type { JsonSchema } from '../../packages/sdk/generate/type-of-schema.ts';
import { hostileValues } from './hostile-values.ts';

interface Bounds extends JsonSchema {
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
  pattern?: string;
}

/** One in so many places holds something else than the schema asks for. */
const strayIn = 8;

/**
 * Values of the shape a schema describes, some of them with something hostile in a place or two. Patterns are guessed
 * at, so a part of what should be right is refused; that is no fault.
 */
export function valuesOf(schema: JsonSchema | undefined): fc.Arbitrary<unknown> {
  return fc
    .nat(strayIn - 1)
    .chain((draw) => (draw === 0 ? hostileValues : rightValues((schema ?? {}) as Bounds)));
}

function rightValues(schema: Bounds): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(valuesOf));
  if (schema.allOf?.[0]) return valuesOf(schema.allOf[0]);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string':
      return strings(schema);
    case 'integer':
      return fc.integer(rangeOf(schema));
    case 'number':
      return fc.double({ ...rangeOf(schema), noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items), { maxLength: 4 });
    case 'object':
      return objects(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects({ properties = {}, required = [], additionalProperties }: Bounds): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema)]),
  );
  const known = fc.record(fields, {
    requiredKeys: required.filter((name) => name in fields),
  });
  if (Object.keys(fields).length > 0) return known;
  const values = typeof additionalProperties === 'object' ? valuesOf(additionalProperties) : fc.jsonValue();
  return fc.dictionary(fc.string({ maxLength: 20 }), values, { maxKeys: 4 });
}

const moments = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

function strings({ format, pattern, minLength = 0, maxLength = 60 }: Bounds): fc.Arbitrary<unknown> {
  switch (format) {
    case 'uuid':
      return fc.uuid();
    case 'date-time':
      return moments;
    case 'date':
      return moments.map((moment) => moment.slice(0, 10));
    case 'email':
      return fc.emailAddress();
    default:
      break;
  }
  if (pattern?.includes('\\d')) return fc.stringMatching(/^\+7\d{10}$/);
  return fc.string({
    unit: 'grapheme',
    minLength: Math.min(minLength, 60),
    maxLength: Math.min(maxLength, 60),
  });
}

function rangeOf({ minimum = -1000, maximum = 1_000_000 }: Bounds): { min: number; max: number } {
  return { min: Math.max(minimum, -1_000_000), max: Math.min(maximum, 1_000_000) };
}
