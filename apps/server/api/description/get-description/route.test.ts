import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

interface Description {
  openapi: string;
  paths: Record<string, { get: { responses: Record<string, unknown> } }>;
}

describe('GET /openapi.json', () => {
  it('200: describes every route of the API with its replies', async () => {
    const { api } = await createTestApi();
    const description = (await api.inject('/openapi.json')).json<Description>();
    expect(description.openapi).toBe('3.1.0');
    const routes = api.routeTable
      .filter(({ url, isWebSocket }) => /^\/(v1\/|health|ready|mcp)/.test(url) && !isWebSocket)
      .map(({ method, url }) => `${method.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`);
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([...new Set(routes)].sort());
    expect(described.length).toBeGreaterThan(8);
    const call = description.paths['/v1/calls/{id}']?.get.responses['200'];
    expect(JSON.stringify(call)).toContain('voiceToVoiceP50Ms');
  });
});
