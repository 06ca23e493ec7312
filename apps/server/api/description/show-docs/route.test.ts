import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

describe('GET /docs', () => {
  it('shows pages that load nothing from elsewhere', async () => {
    const { api } = await createTestApi();
    const page = await api.inject('/docs');
    expect(page.statusCode).toBe(200);
    const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url as string);
    expect(loaded.length).toBeGreaterThan(3);
    expect(loaded.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([]);
    expect((await api.inject('/docs/static/swagger-initializer.js')).statusCode).toBe(200);
    expect((await api.inject('/docs/json')).json()).toMatchObject({ openapi: '3.1.0' });
  });
});
