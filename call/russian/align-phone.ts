/** So many figures may differ from the number heard before; more is another number. */
const maxDifferences = 2;

/**
 * A number dictated again with one figure lost or one too many, completed from the hearing before, which the caller
 * refused: the one completion that is nearest to it. Null when several are, or the two have too little in common.
 * The result is to be read back.
 */
export function alignPhone(previous: string, digits: string): string | null {
  if (!/^\+7\d{10}$/.test(previous)) return null;
  const before = previous.slice(2);
  const national = /^[78][3489]/.test(digits) && digits.length >= 10 ? digits.slice(1) : digits;
  const candidates =
    national.length === 9
      ? withFigure(national, before)
      : national.length === 11
        ? withoutFigure(national)
        : [];
  const differences = candidates.map((one) => ({ one, count: differing(one, before) }));
  const least = Math.min(...differences.map(({ count }) => count));
  if (least < 1 || least > maxDifferences) return null;
  const best = new Set(differences.filter(({ count }) => count === least).map(({ one }) => one));
  return best.size === 1 ? `+7${[...best][0]}` : null;
}

/** The figure that is missing is taken from its place in the number before. */
const withFigure = (digits: string, before: string) =>
  Array.from({ length: 10 }, (_, at) => digits.slice(0, at) + before[at] + digits.slice(at));

const withoutFigure = (digits: string) =>
  Array.from(digits, (_, at) => digits.slice(0, at) + digits.slice(at + 1));

function differing(a: string, b: string): number {
  let count = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) count += 1;
  return count;
}
