const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Lower-case words and numbers of an English turn. */
export function englishWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll(/([ap])\.\s?m\b\.?/g, '$1m')
      .match(/\d+(?::\d+)?|[a-z]+(?:'[a-z]+)?|\+/g) ?? []
  );
}

export interface EnglishNumber {
  value: number;
  next: number;
}

/** “twenty five”, “a hundred and ten”, “7” at `start`; whole numbers below a million. */
export function parseEnglishNumber(words: readonly string[], start: number): EnglishNumber | null {
  const first = words[start];
  if (first !== undefined && /^\d{1,9}$/.test(first)) return { value: Number(first), next: start + 1 };
  let total = 0;
  let group = 0;
  let at = start;
  let isTensOpen = false;
  for (; at < words.length; at += 1) {
    const word = words[at] as string;
    const unit = word === 'oh' ? -1 : units.indexOf(word);
    const ten = tens.indexOf(word);
    if (unit >= 0) {
      if (group % 100 !== 0 && !(isTensOpen && unit > 0 && unit < 10)) break;
      group += unit;
      isTensOpen = false;
      if (unit === 0) {
        at += 1;
        break;
      }
    } else if (ten >= 0) {
      if (group % 100 !== 0) break;
      group += (ten + 2) * 10;
      isTensOpen = true;
    } else if (word === 'hundred') group = (group || 1) * 100;
    else if (word === 'thousand') {
      total += (group || 1) * 1_000;
      group = 0;
    } else if (
      !(word === 'and' && group % 100 === 0 && group > 0) &&
      !(word === 'a' && words[at + 1] === 'hundred')
    )
      break;
  }
  return at === start ? null : { value: total + group, next: at };
}

/** The quantity in a turn, or null. */
export function extractEnglishNumber(text: string): number | null {
  const words = englishWords(text);
  for (let at = 0; at < words.length; at += 1) {
    const number = parseEnglishNumber(words, at);
    if (number) return number.value;
    if (words[at] === 'none' || words[at] === 'nobody') return 0;
  }
  return null;
}

const repeats: Record<string, number> = { double: 2, triple: 3 };

/** All digits of a dictated number: “plus one four one five, double five, oh one”. */
export function englishDigits(text: string): { digits: string; hasPlus: boolean } {
  const words = englishWords(text);
  let digits = '';
  let hasPlus = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if ((word === '+' || word === 'plus') && digits === '') hasPlus = true;
    const times = repeats[word] ?? 1;
    if (times > 1) at += 1;
    const figure = words[at] === 'oh' || words[at] === 'o' ? 0 : units.indexOf(words[at] ?? '');
    const ten = tens.indexOf(words[at] ?? '');
    if (/^\d+$/.test(words[at] ?? '')) digits += (words[at] as string).repeat(times);
    else if (figure >= 0) digits += String(figure).repeat(times);
    else if (ten >= 0) {
      const unit = units.indexOf(words[at + 1] ?? '');
      const isCompound = unit > 0 && unit < 10;
      digits += String((ten + 2) * 10 + (isCompound ? unit : 0));
      if (isCompound) at += 1;
    }
  }
  return { digits, hasPlus };
}
