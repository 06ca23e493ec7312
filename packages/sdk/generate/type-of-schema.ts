/** JSON Schema (2020-12) as the description of the API uses it. */
export interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  nullable?: boolean;
  description?: string;
  default?: unknown;
}

/** The TypeScript type of what a schema allows. What it cannot say exactly becomes wider, never narrower. */
export function typeOfSchema(schema: JsonSchema | undefined, indent = ''): string {
  if (!schema || Object.keys(schema).length === 0) return 'unknown';
  if (schema.nullable) return union([typeOfSchema({ ...schema, nullable: false }, indent), 'null']);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return union(choices.map((choice) => typeOfSchema(choice, indent)));
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOfSchema(part, indent)})`).join(' & ');
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type) => typeOfSchema({ ...schema, type }, indent)));
  }
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return schema.prefixItems
        ? `[${schema.prefixItems.map((item) => typeOfSchema(item, indent)).join(', ')}]`
        : `Array<${typeOfSchema(schema.items, indent)}>`;
    case 'object':
      return typeOfObject(schema, indent);
    default:
      return 'unknown';
  }
}

function typeOfObject(
  { properties, required = [], additionalProperties }: JsonSchema,
  indent: string,
): string {
  const rest = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  if (!properties || Object.keys(properties).length === 0) {
    return `Record<string, ${rest ? typeOfSchema(rest, indent) : 'unknown'}>`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const mark = required.includes(name) ? '' : '?';
    const told = property.description ? `${inner}/** ${property.description.replaceAll('*/', '')} */\n` : '';
    return `${told}${inner}${key}${mark}: ${typeOfSchema(property, inner)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function union(types: readonly string[]): string {
  const different = [...new Set(types)];
  return different.includes('unknown') ? 'unknown' : different.join(' | ');
}
