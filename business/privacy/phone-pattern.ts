import { AppError } from '@allo/kernel';

/** A telephone number as erasure looks for it. */
export interface PhonePattern {
  /** All its digits, a Russian 8 in front made 7. */
  digits: string;
  /** The digits that identify it however the country is written; the rest of the digits may be missing in a text. */
  core: string;
  /** POSIX regular expression: the core with anything people write between digits. */
  expression: string;
  /** What stands in its place: digits too, so that a number in JSON stays one. */
  replacement: string;
}

const coreDigits = 10;

/** Throws `bad_request` on what is no number with its country. */
export function phonePattern(phone: string): PhonePattern {
  const written = phone.replace(/\D/g, '');
  if (written.length < 7 || written.length > 15) {
    throw new AppError('bad_request', 'Write the number with its country, like +79161234567.');
  }
  const digits = /^8\d{10}$/.test(written) ? `7${written.slice(1)}` : written;
  const core = digits.slice(-Math.min(coreDigits, digits.length));
  const expression = core.split('').join('[^0-9A-Za-zА-Яа-я]{0,3}');
  // Not in the middle of a longer number.
  return { digits, core, expression: `${expression}(?![0-9])`, replacement: '0'.repeat(core.length) };
}
