/**
 * One writing for all the ways an agent is called: a telephone number becomes its digits with the country's code
 * (Russian trunk prefix 8 → 7), anything else lower case. `+7 (495) 123-45-67`, `84951234567` → `74951234567`.
 */
export function calledAddress(called: string): string {
  const trimmed = called.trim().toLowerCase();
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return trimmed;
  const digits = trimmed.replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits;
}
