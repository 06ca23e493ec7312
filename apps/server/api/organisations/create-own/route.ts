import { newOrganisationSchema, organisationSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { accountRoute, actorOfAccount } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/organisations/own`: where anybody may register, they begin by an organisation of their own. */
export function createOwn(api: Api, { tenancy, accounts }: Pick<ApiDeps, 'tenancy' | 'accounts'>): void {
  accountRoute(api, {
    why: 'whoever just registered belongs to no organisation yet',
    method: 'POST',
    url: '/v1/organisations/own',
    tag: 'organisations',
    summary: 'Make an organisation of your own, nobody’s client; where anybody may register',
    body: newOrganisationSchema,
    replies: { 201: organisationSchema },
    handle: async (ask) => {
      if (accounts.signUp !== 'open') {
        throw new AppError(
          'forbidden',
          'People come here by invitation: ask to be invited to an organisation.',
        );
      }
      const made = await tenancy.createOwn(ask.account, actorOfAccount(ask), ask.body);
      tellVersion(ask.reply, made.version);
      return ask.reply.code(201).send(made);
    },
  });
}
