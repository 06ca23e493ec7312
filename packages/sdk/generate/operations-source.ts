import { type JsonSchema, typeOfSchema } from './type-of-schema.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema?: JsonSchema;
  description?: string;
}
interface Content {
  content?: Record<string, { schema?: JsonSchema }>;
}
export interface ApiDescription {
  paths: Record<
    string,
    Record<
      string,
      {
        summary?: string;
        parameters?: Parameter[];
        requestBody?: Content;
        responses: Record<string, Content>;
      }
    >
  >;
}

/** The source of `operations.ts`: one type with every operation by its method and path. */
export function operationsSource(description: ApiDescription): string {
  const entries = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = operation.parameters ?? [];
      const fields = [
        field('params', parametersType(parameters, 'path')),
        field('query', parametersType(parameters, 'query')),
        field('body', bodyType(operation.requestBody)),
        field('reply', replyType(operation.responses)),
      ];
      const told = operation.summary ? `  /** ${operation.summary} */\n` : '';
      return `${told}  '${method.toUpperCase()} ${path}': {\n${fields.join('\n')}\n  };`;
    }),
  );
  return `// Made from docs/openapi.json by \`npm run build:sdk\`; do not edit.\n\n/** Every operation of the API. */\nexport interface Operations {\n${entries.join('\n')}\n}\n`;
}

const field = (name: string, type: string): string => `    ${name}: ${type};`;

function parametersType(parameters: readonly Parameter[], place: Parameter['in']): string {
  const found = parameters.filter((parameter) => parameter.in === place);
  if (found.length === 0) return 'never';
  const properties = Object.fromEntries(
    found.map(({ name, schema = {}, description }) => [
      name,
      { ...(isSwitch(schema) ? { type: 'boolean' } : schema), ...(description && { description }) },
    ]),
  );
  const required = found.filter((parameter) => parameter.required).map(({ name }) => name);
  return typeOfSchema({ type: 'object', properties, required }, '    ');
}

/** In an address everything is text; in a program it is what it means. */
function isSwitch({ enum: words }: JsonSchema): boolean {
  return words?.length === 2 && words.includes('true') && words.includes('false');
}

/** JSON by its schema; a file by what `fetch` can send. */
function bodyType(body: Content | undefined): string {
  if (!body?.content) return 'never';
  const schema = jsonOf(body);
  return schema ? typeOfSchema(schema, '    ') : 'string | Uint8Array | Blob | ReadableStream<Uint8Array>';
}

/** Of the replies that mean success: JSON by its schema, other media as the `Response`, none as null. */
function replyType(responses: Record<string, Content>): string {
  const types = Object.entries(responses)
    .filter(([status]) => /^2\d\d$/.test(status))
    .map(([, response]) => {
      if (!response.content) return 'null';
      const schema = jsonOf(response);
      return schema ? typeOfSchema(schema, '    ') : 'Response';
    });
  return [...new Set(types)].join(' | ') || 'null';
}

function jsonOf({ content }: Content): JsonSchema | undefined {
  return content?.['application/json']?.schema;
}
