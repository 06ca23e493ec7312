import type { Api } from '../api.ts';
import type { AccountDeps } from './account-deps.ts';
import { changePassword } from './change-password/route.ts';
import { confirmEmail } from './confirm-email/route.ts';
import { editProfile } from './edit-profile/route.ts';
import { finishOAuth } from './finish-oauth/route.ts';
import { getSession } from './get-session/route.ts';
import { getSignInMethods } from './get-sign-in-methods/route.ts';
import { join } from './join/route.ts';
import { listDevices } from './list-devices/route.ts';
import { requestPasswordReset } from './request-password-reset/route.ts';
import { resendConfirmation } from './resend-confirmation/route.ts';
import { resetPassword } from './reset-password/route.ts';
import { signIn } from './sign-in/route.ts';
import { signOut } from './sign-out/route.ts';
import { signOutDevice } from './sign-out-device/route.ts';
import { signOutDevices } from './sign-out-devices/route.ts';
import { signUp } from './sign-up/route.ts';
import { startOAuth } from './start-oauth/route.ts';
import { takeClaim } from './take-claim/route.ts';

/** Everything about who somebody is. */
export function addAccountRoutes(api: Api, deps: AccountDeps): void {
  getSignInMethods(api, deps);
  signUp(api, deps);
  signIn(api, deps);
  signOut(api, deps);
  resendConfirmation(api, deps);
  confirmEmail(api, deps);
  requestPasswordReset(api, deps);
  resetPassword(api, deps);
  changePassword(api, deps);
  startOAuth(api, deps);
  finishOAuth(api, deps);
  takeClaim(api, deps);
  join(api, deps);
  getSession(api, deps);
  listDevices(api, deps);
  signOutDevice(api, deps);
  signOutDevices(api, deps);
  editProfile(api, deps);
}
