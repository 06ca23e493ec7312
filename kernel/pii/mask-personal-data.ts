import { type FindOptions, findPersonalData } from './find-personal-data.ts';
import type { PersonalDataSpan } from './personal-data.ts';

/**
 * The text with personal data made unreadable: a phone keeps its country and last two figures (`+7*** ** 67`), other
 * numbers their last two, codes and names nothing, a mailbox its first letter. Masking again changes nothing.
 */
export function maskPersonalData(text: string, options: FindOptions = {}): string {
  const spans = findPersonalData(text, options);
  if (spans.length === 0) return text;
  let masked = '';
  let from = 0;
  for (const span of spans) {
    masked += text.slice(from, span.start) + maskOf(text, span);
    from = span.end;
  }
  return masked + text.slice(from);
}

function maskOf(text: string, span: PersonalDataSpan): string {
  const written = text.slice(span.start, span.end);
  switch (span.kind) {
    case 'phone':
      return `${isRussian(written, span.digits) ? '+7' : '+'}*** ** ${span.digits.slice(-2)}`;
    case 'code':
    case 'name':
      return '***';
    case 'email':
      return `${Array.from(written)[0]}***@***.${written.slice(written.lastIndexOf('.') + 1)}`;
    case 'birth-date':
      return '**.**.****';
    case 'ip':
      return written.includes(':')
        ? `${written.slice(0, written.indexOf(':'))}:***`
        : `${/^\d+\.\d+/.exec(written)?.[0]}.*.*`;
    case 'plate':
      return '*******';
    case 'card':
      return `**** ${span.digits.slice(-2)}`;
    default:
      return span.digits.length > 6 ? `***${span.digits.slice(-2)}` : '***';
  }
}

const isRussian = (written: string, digits: string) =>
  digits.length === 10 ||
  (digits.length === 11 && (digits.startsWith('7') || (digits.startsWith('8') && !written.startsWith('+'))));
