import { AppError } from '@allo/kernel';

/**
 * Even UDP ports of a range, lent one per call. A port that was given back is lent again last, so that late packets
 * of an old call do not meet a new one.
 */
export class RtpPortRange {
  readonly #first: number;
  readonly #count: number;
  readonly #lent = new Set<number>();
  #next = 0;

  /** Both ends inclusive. Throws AppError `config_invalid` when the range holds no even port. */
  constructor(from: number, to: number) {
    this.#first = from + (from % 2);
    this.#count = Math.floor((to - this.#first) / 2) + 1;
    const isValid =
      Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to <= 65535 && this.#count >= 1;
    if (!isValid) throw new AppError('config_invalid', `RTP_PORTS ${from}-${to} holds no even port.`);
  }

  get free(): number {
    return this.#count - this.#lent.size;
  }

  /** The next free port, or null when all are lent. */
  lend(): number | null {
    for (let tried = 0; tried < this.#count; tried++) {
      const port = this.#first + 2 * this.#next;
      this.#next = (this.#next + 1) % this.#count;
      if (this.#lent.has(port)) continue;
      this.#lent.add(port);
      return port;
    }
    return null;
  }

  giveBack(port: number): void {
    this.#lent.delete(port);
  }
}
