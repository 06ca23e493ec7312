import type { SipHeader } from './sip-message.ts';
import { splitList } from './split-list.ts';

interface WithHeaders {
  headers: SipHeader[];
}

/** The first value of `name` (lower-case long form), or null. */
export function headerValue(message: WithHeaders, name: string): string | null {
  for (const header of message.headers) if (header.name === name) return header.value;
  return null;
}

/** Every value of a header that may be a comma-separated list, in order, e.g. Via, Route, Contact, Require. */
export function headerList(message: WithHeaders, name: string): string[] {
  return message.headers.flatMap((header) => (header.name === name ? splitList(header.value) : []));
}
