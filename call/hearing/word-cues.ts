/** What words of a language say about whether more will follow. Lower case. */
export interface WordCues {
  /** Answers that need nothing more. */
  answers: ReadonlySet<string>;
  /** Conjunctions, prepositions, particles: never the last word of a thought. */
  bound: ReadonlySet<string>;
  hesitations: ReadonlySet<string>;
  /** Possessives, pronouns and question words that lead to another word. */
  owners: ReadonlySet<string>;
  /** Verbs and nouns that ask for their object: “want …”, “street …”. */
  governors: ReadonlySet<string>;
  /** Words that close a turn. */
  closers: ReadonlySet<string>;
  greetings: ReadonlySet<string>;
  questions: ReadonlySet<string>;
  /** What people put before a name. */
  openers: ReadonlySet<string>;
}
