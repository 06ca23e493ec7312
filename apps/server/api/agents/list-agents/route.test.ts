import type { AgentId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

describe('GET /v1/agents', () => {
  it('200: answers who there is and how to ring them, not their scenarios', async () => {
    const shown = {
      id: 'lidia' as AgentId,
      name: 'Лидия',
      description: 'Секретарь',
      language: 'ru' as const,
      version: 2,
    };
    const skillbase = { context: { role: 'inside' } } as Skillbase;
    const { api } = await createTestApi({
      agents: { list: () => Promise.resolve([{ ...shown, skillbase }]) },
    });
    const reply = await api.inject('/v1/agents');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({ items: [{ ...shown, sipUri: 'sip:lidia@192.0.2.1:5060' }] });
  });
});
