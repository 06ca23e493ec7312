import type { GrammaticalCase } from './grammatical-case.ts';

/** A piece of text understood: what to say and where the text goes on. */
export interface Reading {
  spoken: string;
  end: number;
  /** The case in which a number was spoken, for what is joined to it. */
  grammaticalCase?: GrammaticalCase;
}
