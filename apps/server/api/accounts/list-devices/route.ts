import { deviceListSchema } from '@allo/contracts/http';
import { accountRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';

/** `GET /v1/session/devices`: where the account is signed in. */
export function listDevices(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  accountRoute(api, {
    why: 'devices belong to a person, not to an organisation',
    method: 'GET',
    url: '/v1/session/devices',
    tag: 'accounts',
    summary: 'Your signed-in devices, newest first',
    replies: { 200: deviceListSchema },
    handle: async ({ account }) => {
      const devices = await identity.devices(account.userId);
      return {
        items: devices.map((device) => ({
          ...device,
          createdAt: device.createdAt.toISOString(),
          expiresAt: device.expiresAt.toISOString(),
          isCurrent: device.id === account.sessionId,
        })),
      };
    },
  });
}
