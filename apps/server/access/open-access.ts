import {
  type ApiKeys,
  createApiKeys,
  createTenancy,
  type Deps,
  type SendInvitation,
  type Tenancy,
  type TenancyOptions,
} from '@allo/business';
import { defaultOrgId } from '@allo/contracts';
import type { Membership } from '@allo/contracts/http';
import type { FanOut, RateLimiter } from '@allo/contracts/ports';
import type { AccessControl } from '../api/index.ts';
import { type AccessControlOptions, createAccessControl } from './access-control.ts';
import { ApiKeyCheck } from './api-key-check.ts';
import { Remembered } from './remembered.ts';

export interface OpenAccessOptions extends Deps {
  sessionOf: AccessControlOptions['sessionOf'];
  send: SendInvitation;
  limiter: Pick<RateLimiter, 'take'>;
  /** By it other nodes forget at once; while it is away they see a change within 5 s. */
  fanOut: Pick<FanOut, 'publish' | 'subscribe'>;
  beforeRemoval: TenancyOptions['beforeRemoval'];
  onRemoved: TenancyOptions['onRemoved'];
}

export interface OpenAccess {
  access: AccessControl;
  tenancy: Tenancy;
  keys: ApiKeys;
  /** Who may act where was changed past `tenancy`. */
  forget(): void;
  /** Idempotent. */
  close(): Promise<void>;
}

/** How long another node's change may go unseen. */
const maxAgeMs = 5000;
/** Of no organisation: the news is only that something changed. */
const channel = { orgId: defaultOrgId, name: 'access' };

/** Organisations, keys, and who asks by them; what one of them changes, the others know at once. */
export function openAccess(options: OpenAccessOptions): OpenAccess {
  const { clock, limiter, log, fanOut } = options;
  const memberships = new Remembered<Membership[]>(clock, maxAgeMs);
  const forget = (): void => {
    memberships.clear();
    check.forget();
  };
  const onChanged = (): void => {
    forget();
    fanOut.publish(channel, {});
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
  const subscription = fanOut.subscribe(channel, forget);
  const close = (): Promise<void> => {
    subscription.close();
    return check.close();
  };
  return { access, tenancy, keys, forget, close };
}
