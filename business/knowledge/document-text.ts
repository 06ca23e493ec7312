/** What can be read by now; the others come with the use of knowledge in calls. */
export const documentTypes = ['text/plain', 'text/markdown', 'text/csv', 'text/html'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** Turns a file's text, piece by piece, into the words people see in it. */
export interface TextCleaner {
  clean(text: string): string;
}

export function createTextCleaner(type: DocumentType): TextCleaner {
  if (type === 'text/html') return new HtmlCleaner();
  if (type === 'text/csv') return { clean: (text) => text.replace(/[;\t]/g, ', ') };
  return { clean: (text) => text };
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  laquo: '«',
  raquo: '»',
};
/** Elements whose content nobody sees. */
const hidden = new Set(['script', 'style', 'template', 'noscript', 'head']);
/** Elements that stand inside a line. */
const inline = new Set([
  'a',
  'b',
  'i',
  'em',
  'strong',
  'span',
  'u',
  'small',
  'code',
  'sup',
  'sub',
  'mark',
  'font',
]);
const longestTag = 64 * 1024;

/** Tags out, entities in, what is not shown left out; a tag or an entity may be cut between two pieces. */
class HtmlCleaner implements TextCleaner {
  #rest = '';
  #hiddenIn: string | null = null;

  clean(text: string): string {
    const all = this.#rest + text;
    const open = all.lastIndexOf('<');
    const isCut = open >= 0 && !all.includes('>', open) && all.length - open < longestTag;
    this.#rest = isCut ? all.slice(open) : '';
    return this.#visible(isCut ? all.slice(0, open) : all);
  }

  #visible(html: string): string {
    const parts: string[] = [];
    let at = 0;
    for (const tag of html.matchAll(/<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)[^<>]*>|<![^<>]*>/gi)) {
      if (this.#hiddenIn === null) parts.push(unescape(html.slice(at, tag.index)));
      at = tag.index + tag[0].length;
      const name = tag[2]?.toLowerCase();
      if (name) parts.push(this.#enter(name, tag[1] === '/'));
    }
    if (this.#hiddenIn === null) parts.push(unescape(html.slice(at)));
    return parts.join('');
  }

  #enter(name: string, isEnd: boolean): string {
    // The end of the head may be left out.
    if ((isEnd && name === this.#hiddenIn) || name === 'body') this.#hiddenIn = null;
    else if (!isEnd && this.#hiddenIn === null && hidden.has(name)) this.#hiddenIn = name;
    return inline.has(name) ? '' : '\n';
  }
}

function unescape(text: string): string {
  return text
    .replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (whole, code: string) => {
      const point =
        code.startsWith('x') || code.startsWith('X') ? Number.parseInt(code.slice(1), 16) : Number(code);
      return point > 0 && point < 0xd800 ? String.fromCodePoint(point) : whole;
    })
    .replace(/&([a-z]{2,6});/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
}
