import { deviceListSchema, signedOutSchema, userSchema } from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: ({ signal }) => readJson('/v1/session/devices', deviceListSchema, signal),
});

export const editProfile = (wanted: { name: string; language: 'ru' | 'en' }) =>
  sendJson('PATCH', '/v1/me', wanted, userSchema);
export const changePassword = (wanted: { currentPassword: string; newPassword: string }) =>
  sendJson('POST', '/v1/auth/change-password', wanted, null);
export const signOutDevice = (id: string) =>
  sendJson('DELETE', `/v1/session/devices/${encodeURIComponent(id)}`, null, null);
export const signOutDevices = (isHereToo: boolean) =>
  sendJson('DELETE', `/v1/session/devices?here=${isHereToo}`, null, signedOutSchema);
