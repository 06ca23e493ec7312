import { AppError } from '@allo/kernel';

type Decoder = InstanceType<typeof TextDecoder>;

/**
 * The text of a file as it comes, without a byte order mark; `bytes` counts what was read so far. UTF-8; what is not
 * in its beginning is read as Windows-1251, which older programs write. Throws `bad_request` for bytes that are no text.
 */
export async function* readText(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ text: string; bytes: number }> {
  let decoder: Decoder | null = null;
  let bytes = 0;
  for await (const chunk of source) {
    decoder ??= decoderFor(chunk);
    bytes += chunk.length;
    yield { text: decode(decoder, chunk), bytes };
  }
  if (decoder) yield { text: decode(decoder, null), bytes };
}

function decoderFor(beginning: Uint8Array): Decoder {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return new TextDecoder('utf-8', { fatal: true });
  } catch {
    return new TextDecoder('windows-1251');
  }
}

function decode(decoder: Decoder, chunk: Uint8Array | null): string {
  try {
    const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    if (text.includes('\0')) throw new TypeError('a zero byte');
    return text;
  } catch (error) {
    throw new AppError('bad_request', 'The file is not text in UTF-8 or Windows-1251.', { cause: error });
  }
}
