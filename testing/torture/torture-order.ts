import type { Told } from '@allo/business';
import type { OrgId } from '@allo/contracts';

/** Events one writer tells in one transaction. */
export interface TortureBatch {
  orgId: OrgId;
  events: Told[];
}

/** What a process of the torture is to do. */
export interface TortureOrder {
  dataDir: string;
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  /** Whether it relays and consumes. */
  relays: boolean;
  /** How many events it writes; 0: none. */
  writes: number;
  /** What a killed predecessor may or may not have committed: to be told again under the same ids. */
  pending: TortureBatch[];
  orgIds: OrgId[];
  /** Where the consumer whose effect is outside leaves a line for every delivery. */
  deliveriesPath: string;
  /** Brokers to pass events through, with a prefix of their topics; null: none. */
  kafka: { brokers: string[]; prefix: string } | null;
  logLevel: 'silent' | 'info';
}

/** What a process says it did. */
export type TortureLine =
  | { did: 'started' }
  | { did: 'intend'; batch: TortureBatch }
  | { did: 'commit'; ids: string[]; repeated: number }
  | { did: 'roll-back'; ids: string[] }
  | { did: 'finished' };
