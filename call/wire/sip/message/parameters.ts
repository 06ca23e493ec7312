import { splitList } from './split-list.ts';

/** Header or URI parameters: name in lower case → value without quotes, or null for a bare name. */
export type Parameters = ReadonlyMap<string, string | null>;

const token = /^[\w.!%*+`'~-]+$/;

/**
 * Reads `;name=value;flag` (leading `;` required when not empty). Null when a parameter is empty, has a name that
 * is no token, or leaves a quote open.
 */
export function parseParameters(text: string): Parameters | null {
  const parameters = new Map<string, string | null>();
  const trimmed = text.trim();
  if (trimmed === '') return parameters;
  if (trimmed[0] !== ';') return null;
  for (const part of splitList(trimmed.slice(1), ';')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (!token.test(name)) return null;
    const value = equals < 0 ? null : unquote(part.slice(equals + 1).trim());
    if (equals >= 0 && value === null) return null;
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** Takes the quotes and backslashes off a quoted string; plain text stays; null when the quote does not close. */
export function unquote(text: string): string | null {
  if (text[0] !== '"') return text;
  let value = '';
  for (let index = 1; index < text.length; index += 1) {
    const character = text[index] as string;
    if (character === '"') return index === text.length - 1 ? value : null;
    if (character === '\\') index += 1;
    value += text[index] ?? '';
  }
  return null;
}
