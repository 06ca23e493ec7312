/** eSpeak reads `<…>` as SSML and `[[…]]` as phonemes: text from outside may contain neither. */
export function speakableText(text: string): string {
  return text.replace(/[<>[\]{}|\\^`~\p{Cc}]+/gu, ' ').trim();
}

/**
 * Text in pieces that end where a sentence ends, or at a space when a sentence is very long. The synthesiser
 * serves other requests and hears of cancels between pieces.
 */
export function piecesToSpeak(text: string, maxLength = 300): string[] {
  const pieces: string[] = [];
  for (const sentence of text.split(/(?<=[.!?…])\s+/u)) {
    let rest = sentence;
    while (rest.length > maxLength) {
      const space = rest.lastIndexOf(' ', maxLength);
      const end = space > 0 ? space : maxLength;
      pieces.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    if (rest) pieces.push(rest);
  }
  return pieces;
}
