import type { Principal } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';

/** Whoever may write agents may not yet let them answer calls. Throws `forbidden`. */
export function requirePublisher(principal: Principal, publish: boolean): void {
  if (!publish || principal.permissions.has('agents:publish')) return;
  const detail = 'publish=true needs the permission agents:publish: leave it out to make a draft.';
  throw new AppError('forbidden', detail);
}
