import type { Text } from '../texts.ts';

/** What the doctor saw. */
export interface Finding {
  id: string;
  /** `note`: works, but worth knowing; `broken`: something does not work. */
  state: 'ok' | 'note' | 'broken';
  what: Text;
  /** Words for the `{}` of `what`. */
  words?: Array<string | number>;
  /** What to do about it. */
  cure?: Text;
}
