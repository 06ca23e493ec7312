import { organisationSchema } from '@allo/contracts/http';
import { sendJson } from '../../api/send-json.ts';

export const createClient = (name: string) =>
  sendJson('POST', '/v1/organisations', { name }, organisationSchema);
export const rename = ({ name, version }: { name: string; version: number }) =>
  sendJson('PATCH', '/v1/organisation', { name }, organisationSchema, { version });
export const removeOrganisation = ({ id, name }: { id: string; name: string }) =>
  sendJson('DELETE', `/v1/organisation?${new URLSearchParams({ confirm: name })}`, null, null, {
    organisation: id,
  });
