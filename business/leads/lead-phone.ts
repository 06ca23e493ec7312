import { calledAddress } from '../agents/called-address.ts';

/** Longer ones have a country's code; shorter ones are internal or emergency numbers. */
const shortestWithCountry = 8;

/** A number in any usual writing as leads keep it: `+79161234567`, `112`. Null for what is no number. */
export function leadPhone(written: string): string | null {
  const digits = calledAddress(written);
  if (!/^\d{2,15}$/.test(digits)) return null;
  return digits.length >= shortestWithCountry ? `+${digits}` : digits;
}
