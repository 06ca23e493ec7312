import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shippedAgentsFolder } from '@allo/business';
import { permissionsOf } from '@allo/contracts/access';
import { describe, expect, it } from 'vitest';
import { createTestApi, openAccess } from '../../testing.ts';

const yaml = await readFile(join(shippedAgentsFolder, 'lidia.yaml'), 'utf8');
const asYaml = { 'content-type': 'application/yaml' };
const url = '/v1/skillbases/check';

describe('POST /v1/skillbases/check', () => {
  it('200: answers the whole of it, and what it answered comes to the same', async () => {
    const { api } = await createTestApi();
    const first = await api.inject({ method: 'POST', url, headers: asYaml, payload: yaml });
    expect(first.statusCode).toBe(200);
    const { skillbase } = first.json<{ skillbase: Record<string, unknown> }>();
    expect(skillbase).toMatchObject({ id: 'lidia', name: 'Лидия' });
    const again = await api.inject({ method: 'POST', url, payload: skillbase });
    expect(again.json()).toEqual({ skillbase });
    await api.close();
  });

  it('400: names the place and the cure', async () => {
    const { api } = await createTestApi();
    const payload = yaml.replace('greeting:', 'greting:');
    const reply = await api.inject({ method: 'POST', url, headers: asYaml, payload });
    expect(reply.json()).toMatchObject({ status: 400, code: 'skillbase_invalid' });
    expect(reply.json<{ detail: string }>().detail).toMatch(/unknown key “greting”/);
    await api.close();
  });

  it('403: of somebody who has nothing to do with agents', async () => {
    const access = {
      ...openAccess,
      principalOf: async (asked: Parameters<typeof openAccess.principalOf>[0]) => ({
        ...(await openAccess.principalOf(asked)),
        permissions: permissionsOf('billing'),
      }),
    };
    const { api } = await createTestApi({ access });
    const reply = await api.inject({ method: 'POST', url, headers: asYaml, payload: yaml });
    expect(reply.statusCode).toBe(403);
    await api.close();
  });
});
