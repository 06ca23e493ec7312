const wantedLength = 900;
/** Enough to find the end of a sentence in. */
const shortestLength = 300;

/** Cuts a stream of text into pieces of at most 900 characters, at the end of a paragraph, a sentence or a word. */
export class TextChunker {
  #text = '';

  /** The pieces that are complete by now. */
  add(text: string): string[] {
    this.#text = tidy(this.#text + text);
    const pieces: string[] = [];
    while (this.#text.length > wantedLength * 2) pieces.push(this.#cut());
    return pieces.filter((piece) => piece !== '');
  }

  /** What is left at the end. */
  end(): string[] {
    const pieces: string[] = [];
    this.#text = this.#text.trim();
    while (this.#text.length > wantedLength) pieces.push(this.#cut());
    pieces.push(this.#text.trim());
    this.#text = '';
    return pieces.filter((piece) => piece !== '');
  }

  #cut(): string {
    const window = this.#text.slice(0, wantedLength);
    const end = [
      window.lastIndexOf('\n\n'),
      lastSentenceEnd(window),
      window.lastIndexOf('\n'),
      window.lastIndexOf(' '),
    ]
      .map((index) => index + 1)
      .find((index) => index > shortestLength);
    const length = end ?? wantedLength;
    const piece = this.#text.slice(0, length).trim();
    this.#text = this.#text.slice(length).trimStart();
    return piece;
  }
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

function lastSentenceEnd(text: string): number {
  let found = -1;
  for (const end of text.matchAll(/[.!?…]["»)]?(?=\s)/g)) found = end.index + end[0].length - 1;
  return found;
}
