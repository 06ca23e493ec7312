const digitsOf = (text: string) => text.replace(/\D/g, '');
const fewestDigits = 7;

/** Whether two writings of a number have the same digits; an unfinished one is like none. */
export function isSameNumber(one: string, other: string): boolean {
  const digits = digitsOf(one);
  return digits.length >= fewestDigits && digits === digitsOf(other);
}
