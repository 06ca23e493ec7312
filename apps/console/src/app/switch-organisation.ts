import { rememberOrganisation } from '../api/organisation-choice.ts';
import { pageAfterSwitch } from './page-permissions.ts';

/** Acts in another organisation from now on. The page is loaded anew, so that nothing of the one before stays in it. */
export function switchOrganisation(id: string): void {
  rememberOrganisation(id);
  location.assign(pageAfterSwitch(location.pathname));
}
