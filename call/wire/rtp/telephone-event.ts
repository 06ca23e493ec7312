/** A payload of RFC 4733 §2.3: event, E bit, volume, duration in timestamp units. */
export interface TelephoneEvent {
  event: number;
  isEnd: boolean;
  /** Power below 0 dBm0, 0..63. */
  volume: number;
  duration: number;
}

export const telephoneEventBytes = 4;

/** Events 0..15 in the order of RFC 4733 §3.2. */
const digits = '0123456789*#ABCD';

/** The digit of an event code, or null for what is no key (flash, tones of a line). */
export function digitOfEvent(event: number): string | null {
  return digits[event] ?? null;
}

/** The event code of a key (lower-case letters too), or null. */
export function eventOfDigit(digit: string): number | null {
  const event = digits.indexOf(digit.toUpperCase());
  return digit.length === 1 && event >= 0 ? event : null;
}

/** Null when shorter than four bytes; longer payloads carry redundancy that is not needed here. */
export function parseTelephoneEvent(payload: Uint8Array): TelephoneEvent | null {
  if (payload.length < telephoneEventBytes) return null;
  const flags = payload[1] as number;
  return {
    event: payload[0] as number,
    isEnd: (flags & 0x80) !== 0,
    volume: flags & 0x3f,
    duration: ((payload[2] as number) << 8) | (payload[3] as number),
  };
}

export function writeTelephoneEvent(
  payload: Uint8Array,
  { event, isEnd, volume, duration }: TelephoneEvent,
): void {
  payload[0] = event;
  payload[1] = (isEnd ? 0x80 : 0) | (volume & 0x3f);
  payload[2] = (duration >> 8) & 0xff;
  payload[3] = duration & 0xff;
}
