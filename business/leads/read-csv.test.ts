import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function rows(text: string | Uint8Array, size = 1_000) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const found: Array<string[] | null> = [];
  for await (const { cells } of readCsv(pieces(bytes, size))) found.push(cells);
  return found;
}

describe('readCsv', () => {
  it.each([1, 2, 3, 7, 1000])(
    'reads quotes, line ends and a byte order mark in pieces of %d',
    async (size) => {
      const text = '\ufeffимя;телефон\r\n"Анна; ""мама""\nвторая";+7 916\r\n\r\nИван;\n;';
      expect(await rows(text, size)).toEqual([
        ['имя', 'телефон'],
        ['Анна; "мама"\nвторая', '+7 916'],
        ['Иван', ''],
        ['', ''],
      ]);
    },
  );

  it('finds the separator, and reads what a Russian spreadsheet writes', async () => {
    expect(await rows('a,b;c,d\n1,2,3\n')).toEqual([
      ['a', 'b;c', 'd'],
      ['1', '2', '3'],
    ]);
    expect(await rows('a\tb\n1\t2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    const windows = Uint8Array.from([0xe8, 0xec, 0xff, 0x3b, 0x78]);
    expect(await rows(windows)).toEqual([['имя', 'x']]);
  });

  it('leaves out a record longer than anybody writes, and goes on behind it', async () => {
    const [head, long, last] = await rows(`a;b\n${'x'.repeat(70_000)};y\n1;2`, 4096);
    expect([head, long, last]).toEqual([['a', 'b'], null, ['1', '2']]);
  });

  it('refuses what is no text, and finds nothing in nothing', async () => {
    await expect(rows(Uint8Array.from([0x61, 0x00, 0x62]))).rejects.toMatchObject({ code: 'bad_request' });
    expect(await rows('')).toEqual([]);
  });
});
