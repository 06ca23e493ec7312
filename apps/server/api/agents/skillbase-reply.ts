import { writeSkillbase } from '@allo/call/scenario';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { yamlTypes } from './skillbase-body.ts';

/** YAML is asked for by name; everything else gets JSON. */
export function wantsYaml(request: Pick<FastifyRequest, 'headers'>): boolean {
  const accepted = (request.headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim());
  return accepted.some((type) => type !== undefined && yamlTypes.includes(type));
}

export function sendYaml(reply: FastifyReply, skillbase: Skillbase): FastifyReply {
  return reply
    .type('application/yaml; charset=utf-8')
    .header('content-disposition', `inline; filename="${skillbase.id}.yaml"`)
    .serializer((text: unknown) => String(text))
    .send(writeSkillbase(skillbase));
}
