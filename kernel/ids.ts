import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** Makes identifiers: UUID version 7, so that ids sort by the time they were made (RFC 9562 §5.7). */
export interface Ids {
  uuid(): string;
  /** A short opaque token of lower-case hex, e.g. a SIP tag or branch; `bytes` of randomness. */
  token(bytes?: number): string;
}

export function createIds(clock: Clock): Ids {
  return make(clock, (count) => randomBytes(count));
}

/** The same ids on every run with the same seed, for tests and simulation. */
export function createSeededIds(clock: Clock, random: Random): Ids {
  return make(clock, (count) => Uint8Array.from({ length: count }, () => random.below(256)));
}

function make(clock: Clock, bytes: (count: number) => Uint8Array): Ids {
  return {
    uuid: () => {
      const tail = bytes(10);
      const time = Math.floor(clock.wallTime()).toString(16).padStart(12, '0');
      tail[0] = 0x70 | ((tail[0] as number) & 0x0f);
      tail[2] = 0x80 | ((tail[2] as number) & 0x3f);
      const rest = Buffer.from(tail).toString('hex');
      return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
    },
    token: (count = 12) => Buffer.from(bytes(count)).toString('hex'),
  };
}
