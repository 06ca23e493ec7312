const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

/** ISO/IEC 7812-1 Annex B. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, isDoubled = false; at >= 0; at -= 1, isDoubled = !isDoubled) {
    const digit = digits.charCodeAt(at) - 48;
    const value = isDoubled ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Eleven digits; numbers up to 001-001-998 have no checksum and count as wrong here. */
export function isSnilsValid(digits: string): boolean {
  if (digits.length !== 11 || digits.slice(0, 9) <= '001001998') return false;
  const sum = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return (sum === 100 ? 0 : sum) === Number(digits.slice(9));
}

const innOfTen = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Ten digits of a company or twelve of a person. */
export function isInnValid(digits: string): boolean {
  const check = (weights: readonly number[]) => (weighted(digits, weights) % 11) % 10;
  if (digits.length === 10) return check(innOfTen) === Number(digits[9]);
  if (digits.length !== 12) return false;
  const tenth = check([7, ...innOfTen]);
  return tenth === Number(digits[10]) && check([3, 7, ...innOfTen]) === Number(digits[11]);
}

/** Thirteen digits of a company, fifteen of an entrepreneur. */
export function isOgrnValid(digits: string): boolean {
  if (digits.length !== 13 && digits.length !== 15) return false;
  const body = Number(digits.slice(0, -1));
  return (body % (digits.length - 2)) % 10 === Number(digits.at(-1));
}
