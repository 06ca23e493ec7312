import { recordHangUp } from '@allo/business';
import { AppError } from '@allo/kernel';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';

/** `POST /v1/calls/:id/hang-up`: ends a call that goes on; `call.ended` tells when it is over. */
export function hangUpCall(api: Api, deps: Pick<ApiDeps, 'db' | 'calls' | 'hangUp'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/calls/:id/hang-up',
    permission: 'calls:place',
    tag: 'calls',
    summary: 'End a call that goes on',
    params: callParamsSchema,
    replies: { 202: noContent },
    handle: async (ask) => {
      const { orgId, params, reply } = ask;
      const callId = callIdOf(params.id);
      const isEnding = await deps.hangUp(orgId, callId);
      const call = await deps.calls.get(orgId, callId);
      if (!call && !isEnding) throw noSuchCall();
      if (!isEnding && call?.endedAt) throw new AppError('conflict', 'The call is over already.');
      if (!isEnding) {
        throw new AppError('unavailable', 'No node that can be reached carries this call now: try again.');
      }
      await recordHangUp(deps, orgId, actorOf(ask), callId);
      return reply.code(202).send();
    },
  });
}
