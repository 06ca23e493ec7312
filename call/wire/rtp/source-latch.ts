/** Where packets may come from, and where to answer. */
export interface RtpAddress {
  address: string;
  port: number;
}

/** Packets of one source after which no other is listened to. */
const lockAfterPackets = 10;

/**
 * Symmetric RTP (RFC 4961) with a latch: until it is locked, the source named in SDP is preferred, else the first that
 * sends valid packets is taken (a caller behind NAT). After ten packets the source is locked, so that nobody who finds
 * the port can speak into the call; only a new offer opens it again. Pure.
 */
export class SourceLatch {
  #expected: RtpAddress;
  #source: RtpAddress | null = null;
  #previous: RtpAddress | null = null;
  #count = 0;

  /** Port 0 or address 0.0.0.0 in `expected` = SDP names none. */
  constructor(expected: RtpAddress) {
    this.#expected = expected;
  }

  get isLocked(): boolean {
    return this.#count >= lockAfterPackets;
  }

  /** Where to send: the latched source, else what is known from before or from SDP; null while nothing is. */
  get destination(): RtpAddress | null {
    return this.#source ?? this.#previous ?? (isNamed(this.#expected) ? this.#expected : null);
  }

  /**
   * A new offer or answer opens the latch: the next valid source is learnt. With the same address in SDP (hold, session
   * refresh) the old source is still answered meanwhile; with another one, that one.
   */
  expect(expected: RtpAddress): void {
    this.#previous = isSame(expected, this.#expected) ? this.destination : null;
    this.#expected = expected;
    this.#source = null;
    this.#count = 0;
  }

  /** True when a valid packet from there is to be heard. */
  accept(address: string, port: number): boolean {
    const source = this.#source;
    if (port === 0) return false;
    if (source && source.port === port && source.address === address) {
      this.#count++;
      return true;
    }
    if (source) {
      const prefersNew = this.#expected.port === port && this.#expected.address === address;
      if (this.isLocked || !prefersNew) return false;
    }
    this.#source = { address, port };
    this.#count = 1;
    return true;
  }
}

function isNamed({ address, port }: RtpAddress): boolean {
  return port !== 0 && address !== '0.0.0.0' && address !== '::';
}

function isSame(a: RtpAddress, b: RtpAddress): boolean {
  return a.port === b.port && a.address === b.address;
}
