import { type Parameters, parseParameters, unquote } from './parameters.ts';

/** The value of From, To, Contact, Route: `"Name" <uri>;params` or `uri;params` (RFC 3261 §20.10). */
export interface NameAddress {
  /** Unicode, empty when absent. */
  displayName: string;
  /** The URI as written, without brackets. */
  uri: string;
  parameters: Parameters;
}

/**
 * Liberal where the meaning is clear (blanks inside `< >`, bare words or commas as a display name) and null where it
 * is not: an open quote, an empty parameter, a bare URI with headers (whose `?` would be ambiguous).
 */
export function parseNameAddress(text: string): NameAddress | null {
  const value = text.trim();
  let open = value.indexOf('<');
  let displayName = '';
  if (value[0] === '"') {
    const close = closingQuote(value);
    if (close < 0) return null;
    displayName = unquote(value.slice(0, close + 1)) ?? '';
    open = value.indexOf('<', close);
    if (open < 0 || value.slice(close + 1, open).trim() !== '') return null;
  } else if (open >= 0) {
    displayName = value.slice(0, open).trim();
    if (displayName.includes('"')) return null;
  }
  if (open < 0) return parseBareAddress(value);
  const close = value.indexOf('>', open);
  if (close < 0) return null;
  const parameters = parseParameters(value.slice(close + 1));
  const uri = value.slice(open + 1, close).trim();
  if (!parameters || uri === '') return null;
  return { displayName: decodeText(displayName), uri, parameters };
}

function parseBareAddress(value: string): NameAddress | null {
  const semicolon = value.indexOf(';', Math.max(0, value.lastIndexOf('@')));
  const uri = (semicolon < 0 ? value : value.slice(0, semicolon)).trim();
  const parameters = parseParameters(semicolon < 0 ? '' : value.slice(semicolon));
  if (!parameters || uri === '' || /[\s?,"]/.test(uri) || !uri.includes(':')) return null;
  return { displayName: '', uri, parameters };
}

function closingQuote(value: string): number {
  for (let index = 1; index < value.length; index += 1) {
    if (value[index] === '\\') index += 1;
    else if (value[index] === '"') return index;
  }
  return -1;
}

/** Bytes kept as Latin-1 → the Unicode text they spell. */
export function decodeText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
