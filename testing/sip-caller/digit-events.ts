const keys = '0123456789*#ABCD';

/** One RFC 4733 §2.3 payload: event, end bit and volume, duration in samples. */
export function writeDigitEvent(digit: string, isEnd: boolean, durationSamples: number): Buffer {
  const payload = Buffer.alloc(4);
  payload[0] = keyCode(digit);
  payload[1] = (isEnd ? 0x80 : 0) | 10;
  payload.writeUInt16BE(Math.min(durationSamples, 0xffff), 2);
  return payload;
}

/** Errors: RangeError for anything but 0-9 * # A-D. */
export function keyCode(digit: string): number {
  const code = keys.indexOf(digit.toUpperCase());
  if (code < 0 || digit.length !== 1) throw new RangeError('A telephone key is one of 0-9 * # A-D.');
  return code;
}

/** The key an event payload ends, or null while it is still held or when it is no key. */
export function readDigitEnd(payload: Buffer): string | null {
  if (payload.length < 4 || ((payload[1] as number) & 0x80) === 0) return null;
  return keys[payload[0] as number] ?? null;
}
