import { rememberOrganisation } from '../api/organisation-choice.ts';
import { sendJson } from '../api/send-json.ts';

/** Ends the session of this browser; nothing of the account stays in the memory of the page. */
export async function signOut(): Promise<void> {
  await sendJson('POST', '/v1/auth/sign-out', null, null);
  rememberOrganisation(null);
  location.assign('/sign-in');
}
