import type { OrgId } from '@allo/contracts';
import type { WebhookEndpoint } from '@allo/contracts/http';
import type { OutgoingHttp } from '@allo/contracts/ports';
import type { Db, Deps } from '../deps.ts';

/** Seals what only this program may read; sealed text is worth nothing without the keys of the instance. */
export interface SecretSealer {
  seal(orgId: OrgId, secret: string): string | Promise<string>;
  open(orgId: OrgId, sealed: string): string | Promise<string>;
}

/** An endpoint that went off by itself. */
export interface DisabledWebhook {
  orgId: OrgId;
  endpoint: Pick<WebhookEndpoint, 'id' | 'url'>;
  reason: 'gone' | 'failing';
  /** Wall-clock milliseconds. */
  atMs: number;
}

export interface WebhookDeps extends Deps {
  secrets: SecretSealer;
  http: Pick<OutgoingHttp, 'check'>;
}

/** Who hears of it: `publish` within the same transaction, `notify` after it. */
export interface DisabledListeners {
  publish?(tx: Db, disabled: DisabledWebhook): Promise<void>;
  notify?(disabled: DisabledWebhook): Promise<void>;
}
