import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { skillbaseBodySchema, skillbaseOf, yamlTypes } from '../skillbase-body.ts';

/** `POST /v1/skillbases/check`: what a file comes to, with every default filled in, without keeping anything. */
export function checkSkillbase(api: Api): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/skillbases/check',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'Check a skillbase without keeping it',
    description: 'Answers it as it would be kept, or `skillbase_invalid` with one line per fault.',
    consumes: ['application/json', ...yamlTypes],
    body: skillbaseBodySchema,
    replies: { 200: z.object({ skillbase: z.record(z.string(), z.unknown()) }) },
    handle: ({ body }) => ({ skillbase: { ...skillbaseOf(body) } }),
  });
}
