import type { OrgId } from '@allo/contracts';
import type { OutgoingHttp } from '@allo/contracts/ports';
import type { Deps } from '../deps.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';

/** What webhooks are made with. */
export interface WebhookDeps extends Deps, SecretDeps {
  http: Pick<OutgoingHttp, 'check'>;
}

/** An endpoint that went off by itself. */
export interface DisabledWebhook {
  orgId: OrgId;
  id: string;
  url: string;
  reason: 'gone' | 'failing';
}
