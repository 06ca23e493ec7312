import { createTestApi } from '../../apps/server/api/testing.ts';

/** The description of the API as a server gives it, paths in order of name. */
export async function openapiText(): Promise<string> {
  const { api } = await createTestApi();
  const description = (await api.inject('/openapi.json')).json<{ paths: Record<string, object> }>();
  const paths = Object.fromEntries(Object.entries(description.paths).sort(([a], [b]) => (a < b ? -1 : 1)));
  await api.close();
  return `${JSON.stringify({ ...description, paths }, null, 2)}\n`;
}
