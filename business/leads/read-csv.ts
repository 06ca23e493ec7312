import { readText } from '../plain-text.ts';

/** One record of a file, and where in it the next begins. */
export interface CsvRecord {
  /** As a person counts: the first record is 1. */
  row: number;
  /** Null: longer than a person would write; left out. */
  cells: string[] | null;
  /** Of the bytes read so far. */
  bytes: number;
}

const longestRecord = 64 * 1024;
const separators = [';', '\t', ','] as const;

/**
 * Reads CSV (RFC 4180) as it comes, with `,`, `;` or tabs, whichever the first line has most of. UTF-8 with or without
 * a byte order mark; what is not UTF-8 in its beginning is read as Windows-1251, which spreadsheets write. Lines
 * without a character are passed over. Throws `bad_request` for bytes that are no text.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const reader = new RecordReader();
  let read = 0;
  for await (const { text, bytes } of readText(source)) {
    read = bytes;
    yield* reader.read(text, bytes);
  }
  yield* reader.end(read);
}

/** A machine over characters: outside or inside of quotes, just after a quote inside. */
class RecordReader {
  #separator: string | null = null;
  /** The first line until its end is known, for choosing the separator. */
  #beginning = '';
  #cells: string[] = [];
  #cell = '';
  #length = 0;
  #row = 0;
  #isQuoted = false;
  #wasQuote = false;

  *read(text: string, bytes: number): Generator<CsvRecord> {
    if (this.#separator === null) {
      this.#beginning += text;
      if (!/[\r\n]/.test(this.#beginning) && this.#beginning.length < longestRecord) return;
      yield* this.#start(bytes);
      return;
    }
    for (const sign of text) {
      const record = this.#take(sign, bytes);
      if (record) yield record;
    }
  }

  *end(bytes: number): Generator<CsvRecord> {
    if (this.#separator === null) yield* this.#start(bytes);
    const record = this.#finish(bytes);
    if (record) yield record;
  }

  *#start(bytes: number): Generator<CsvRecord> {
    const [line = ''] = this.#beginning.split(/[\r\n]/, 1);
    const countOf = (sign: string) => line.split(sign).length;
    this.#separator = separators.toSorted((a, b) => countOf(b) - countOf(a))[0] as string;
    const text = this.#beginning;
    this.#beginning = '';
    yield* this.read(text, bytes);
  }

  #take(sign: string, bytes: number): CsvRecord | null {
    if (this.#isQuoted && !this.#wasQuote) {
      if (sign === '"') this.#wasQuote = true;
      else this.#append(sign);
      return null;
    }
    if (this.#wasQuote) {
      this.#wasQuote = false;
      if (sign === '"') {
        this.#append('"');
        return null;
      }
      this.#isQuoted = false;
    }
    if (sign === '"' && this.#cell === '') this.#isQuoted = true;
    else if (sign === this.#separator) this.#endCell();
    else if (sign === '\n' || sign === '\r') return this.#finish(bytes);
    else this.#append(sign);
    return null;
  }

  #append(sign: string): void {
    this.#length += 1;
    // The rest of a record that is too long is not kept.
    if (this.#length <= longestRecord) this.#cell += sign;
  }

  #endCell(): void {
    this.#length += 1;
    if (this.#length <= longestRecord) this.#cells.push(this.#cell);
    this.#cell = '';
  }

  #finish(bytes: number): CsvRecord | null {
    const isTooLong = this.#length > longestRecord;
    const cells = [...this.#cells, this.#cell];
    const isEmpty = this.#length === 0;
    this.#cells = [];
    this.#cell = '';
    this.#length = 0;
    this.#isQuoted = false;
    this.#wasQuote = false;
    if (isEmpty) return null;
    this.#row += 1;
    return { row: this.#row, cells: isTooLong ? null : cells, bytes };
  }
}
