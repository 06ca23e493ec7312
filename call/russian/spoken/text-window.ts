/**
 * Text that may still be arriving, read from any place. Reading past what has arrived marks the window as starved: whatever
 * was concluded is then to be thrown away and tried again when more is here, which is what makes the result independent of
 * how the text was cut into pieces.
 */
export class TextWindow {
  text = '';
  isEnded = false;
  isStarved = false;

  /** One character, '' after the end. */
  at(position: number): string {
    if (position < this.text.length) return this.text[position] as string;
    if (!this.isEnded) this.isStarved = true;
    return '';
  }

  /** Where the spaces from `position` on end. Line ends are not spaces. */
  skipSpaces(position: number): number {
    let at = position;
    while (isSpace(this.at(at))) at++;
    return at;
  }

  /** The letters from `position` on; a hyphen between letters belongs to the word when `withHyphens`. */
  wordAt(position: number, withHyphens = false): string {
    let at = position;
    while (
      isLetter(this.at(at)) ||
      (withHyphens && at > position && this.at(at) === '-' && isLetter(this.at(at + 1)))
    )
      at++;
    return this.text.slice(position, at);
  }

  /** The figures from `position` on. */
  digitsAt(position: number): string {
    let at = position;
    while (isDigit(this.at(at))) at++;
    return this.text.slice(position, at);
  }

  /**
   * Figures and the signs that may stand inside dates, times, phone numbers and ranges. A point, comma or colon that no
   * figure follows ends the run.
   */
  numericRunAt(position: number): string {
    let at = position;
    for (;;) {
      const char = this.at(at);
      const isInside =
        isDigit(char) ||
        (isSpace(char) && !isSpace(this.at(at + 1))) ||
        (char !== '' && '()+-–—−/'.includes(char)) ||
        ((char === '.' || char === ',' || char === ':') && isDigit(this.at(at + 1)));
      if (!isInside) return this.text.slice(position, at);
      at++;
    }
  }

  /** True when `literal` stands at `position`. */
  startsWith(literal: string, position: number): boolean {
    for (let index = 0; index < literal.length; index++) {
      if (this.at(position + index) !== literal[index]) return false;
    }
    return true;
  }

  /**
   * The place after an abbreviation that ends at `position`: past its full stop, unless that stop also ends the sentence
   * (nothing or a capital follows), in which case it stays in the text.
   */
  afterStop(position: number): number {
    if (this.at(position) !== '.') return position;
    let next = position + 1;
    while (isSpace(this.at(next))) next++;
    const char = this.at(next);
    const endsSentence = char === '' || char === '\n' || (isLetter(char) && char !== char.toLowerCase());
    return endsSentence ? position : position + 1;
  }
}

export function isSpace(char: string): boolean {
  return char === ' ' || char === '\u00a0' || char === '\u202f' || char === '\t' || char === '\u2009';
}

export function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

export function isCyrillic(char: string): boolean {
  return (char >= 'а' && char <= 'я') || (char >= 'А' && char <= 'Я') || char === 'ё' || char === 'Ё';
}

export function isLatin(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
}

export function isLetter(char: string): boolean {
  return isCyrillic(char) || isLatin(char) || (char > '\u007f' && /\p{L}/u.test(char));
}
