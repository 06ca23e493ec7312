import { jsonSchemaTransform } from 'fastify-type-provider-zod';

type Transform = typeof jsonSchemaTransform;

/** Describes what a route reads by itself: the bytes of a file, in the types it takes. */
export const describeUploads: Transform = (asked) => {
  const { schema, url } = jsonSchemaTransform(asked) as ReturnType<Transform> & {
    schema: { consumes?: string[]; body?: unknown };
  };
  const { consumes, body } = schema;
  if (!consumes || body !== undefined) return { schema, url };
  const file = { schema: { type: 'string', format: 'binary' } };
  return {
    schema: { ...schema, body: { content: Object.fromEntries(consumes.map((type) => [type, file])) } },
    url,
  } as ReturnType<Transform>;
};
