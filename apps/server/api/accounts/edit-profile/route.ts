import { profileEditSchema, userSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { accountRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';

/** `PATCH /v1/me`: name and language of whoever asks. */
export function editProfile(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  accountRoute(api, {
    why: 'a profile belongs to a person, not to an organisation',
    method: 'PATCH',
    url: '/v1/me',
    tag: 'accounts',
    summary: 'Change your name or language',
    body: profileEditSchema,
    replies: { 200: userSchema },
    handle: async ({ account, body }) => {
      const { name, language } = body;
      const user = await identity.updateUser(account.userId, {
        ...(name !== undefined && { name }),
        ...(language !== undefined && { language }),
      });
      if (!user) throw new AppError('not_found', 'This account is gone.');
      return user;
    },
  });
}
