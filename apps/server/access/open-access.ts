import {
  type ApiKeys,
  createApiKeys,
  createTenancy,
  type Deps,
  type SendInvitation,
  type Tenancy,
} from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { Membership } from '@allo/contracts/http';
import type { RateLimiter } from '@allo/contracts/ports';
import type { AccessControl } from '../api/index.ts';
import { type AccessControlOptions, createAccessControl } from './access-control.ts';
import { ApiKeyCheck } from './api-key-check.ts';
import { Remembered } from './remembered.ts';

export interface OpenAccessOptions extends Deps {
  sessionOf: AccessControlOptions['sessionOf'];
  send: SendInvitation;
  limiter: Pick<RateLimiter, 'take'>;
  /** Tells the other nodes that who may act where has changed; they call `forget`. Without it they see it in 5 s. */
  tellOthers?(): void;
  /** All rows of the organisation are gone. */
  onRemoved(orgId: OrgId): void;
}

export interface OpenAccess {
  access: AccessControl;
  tenancy: Tenancy;
  keys: ApiKeys;
  /** Another node changed who may act where. */
  forget(): void;
  /** Idempotent. */
  close(): Promise<void>;
}

/** How long another node's change may go unseen. */
const maxAgeMs = 5000;

/** Organisations, keys, and who asks by them; what one of them changes, the others know at once. */
export function openAccess(options: OpenAccessOptions): OpenAccess {
  const { clock, limiter, log } = options;
  const memberships = new Remembered<Membership[]>(clock, maxAgeMs);
  const forget = (): void => {
    memberships.clear();
    check.forget();
  };
  const onChanged = (): void => {
    forget();
    options.tellOthers?.();
  };
  const tenancy = createTenancy({ ...options, onChanged });
  const keys = createApiKeys({ ...options, onChanged });
  const membershipsOf: AccessControlOptions['membershipsOf'] = (person) =>
    memberships.get(person.userId, () => tenancy.membershipsOf(person));
  const check = new ApiKeyCheck({ keys, membershipsOf, limiter, clock, log });
  const access = createAccessControl({
    sessionOf: options.sessionOf,
    membershipsOf,
    keys: check,
  });
  return { access, tenancy, keys, forget, close: () => check.close() };
}
