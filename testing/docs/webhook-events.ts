import { webhookDataSchemas } from '@allo/contracts/http';
import { z } from 'zod';

interface JsonSchema {
  type?: string | string[];
  enum?: string[];
  const?: string;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** `callId`, `durationMs: number`, `outcome: "lead" | … | null`: the data of an event, as docs/webhooks.md shows it. */
export function webhookDataColumn(type: string): string {
  const schema = webhookDataSchemas[type];
  if (!schema) throw new Error(`${type} is not an event`);
  return fields(z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema);
}

function fields({ properties = {}, required = [] }: JsonSchema): string {
  return Object.entries(properties)
    .map(([name, schema]) => `\`${name}${required.includes(name) ? '' : '?'}: ${kind(schema)}\``)
    .join(', ');
}

function kind(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(kind).join(' / ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' / ');
  if (schema.type === 'array') return `[${kind(schema.items ?? {})}]`;
  if (schema.properties) {
    const inner = Object.entries(schema.properties).map(([name, one]) => `${name}: ${kind(one)}`);
    return `{${inner.join(', ')}}`;
  }
  return [schema.type ?? 'any'].flat().join(' / ');
}
