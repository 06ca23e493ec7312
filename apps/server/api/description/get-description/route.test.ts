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
    expect(Object.keys(description.paths).sort()).toEqual([
      '/health',
      '/v1/agents',
      '/v1/calls',
      '/v1/calls/{id}',
      '/v1/calls/{id}/events',
      '/v1/calls/{id}/recording',
      '/v1/leads',
      '/v1/system',
    ]);
    const call = description.paths['/v1/calls/{id}']?.get.responses['200'];
    expect(JSON.stringify(call)).toContain('voiceToVoiceP50Ms');
  });
});
