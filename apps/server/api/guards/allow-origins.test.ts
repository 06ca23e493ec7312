import { describe, expect, it } from 'vitest';
import { createTestApi } from '../testing.ts';

const preflight = (origin: string) => ({
  method: 'OPTIONS' as const,
  url: '/v1/calls',
  headers: {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  },
});

describe('pages of other origins', () => {
  it('listed / may ask with a key, never with cookies', async () => {
    const { api } = await createTestApi({ corsOrigins: ['https://app.example.com'] });
    const { headers } = await api.inject(preflight('https://app.example.com'));
    expect(headers['access-control-allow-origin']).toBe('https://app.example.com');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['access-control-allow-headers']).toContain('authorization');
  });

  it('not listed / are not told that they may', async () => {
    for (const corsOrigins of [[], ['https://app.example.com']]) {
      const { api } = await createTestApi({ corsOrigins });
      const { headers } = await api.inject(preflight('https://evil.example'));
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});
