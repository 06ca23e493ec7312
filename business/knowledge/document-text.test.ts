import { describe, expect, it } from 'vitest';
import { TextChunker } from './chunk-text.ts';
import { createTextCleaner } from './document-text.ts';

const html =
  '<html><head><title>x</title><style>a{b:c}</style></head><body><h1>Цены</h1><p>Стрижка&nbsp;&mdash; 1&#160;500 &lt;руб&gt;</p><script>if (a < b) alert(1)</script><!-- нет --><p>Мы <b>рядом</b></p></body>';

describe('createTextCleaner', () => {
  it.each([1, 3, 10, 1000])('leaves of HTML what people see, in pieces of %d', (size) => {
    const cleaner = createTextCleaner('text/html');
    let text = '';
    for (let at = 0; at < html.length; at += size) text += cleaner.clean(html.slice(at, at + size));
    if (size >= 1000) {
      expect(text.replace(/\s+/g, ' ').trim()).toBe('Цены Стрижка — 1 500 <руб> Мы рядом');
    }
    expect(text).not.toMatch(/alert|title|b:c|<h1|<p/);
    expect(text).toMatch(/Цены/);
  });
});

describe('TextChunker', () => {
  it('cuts at the ends of sentences and loses no word', () => {
    const sentences = Array.from({ length: 200 }, (_, n) => `Предложение номер ${n} о том и о сём.`);
    const chunker = new TextChunker();
    const pieces = sentences.flatMap((sentence) => chunker.add(`${sentence} `)).concat(chunker.end());
    expect(pieces.every((piece) => piece.length <= 900 && piece.endsWith('.'))).toBe(true);
    expect(pieces.join(' ')).toBe(sentences.join(' '));
  });

  it('cuts what has no end at all, and makes nothing of nothing', () => {
    const chunker = new TextChunker();
    const pieces = chunker.add('x'.repeat(5000)).concat(chunker.end());
    expect(pieces.map(({ length }) => length)).toEqual([900, 900, 900, 900, 900, 500]);
    expect(new TextChunker().end()).toEqual([]);
  });
});
