import type { Clock, Ids, Log, Random } from '@allo/kernel';
import type { SipHeader } from '../message/index.ts';
import type { TransactionLayer } from '../transaction/index.ts';
import type { SipSource } from '../transport/index.ts';

/** What invitations and calls need of the user agent they belong to. */
export interface UserAgentContext {
  clock: Clock;
  ids: Ids;
  random: Random;
  log: Log;
  layer: TransactionLayer;
  /** Our address as `source` can reach it. */
  hostFacing(source: SipSource): string;
  contactFacing(source: SipSource): SipHeader;
}
