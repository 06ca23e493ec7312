import { pronunciations, type StressNotation } from './pronunciation.ts';
import { openingsOf, type SpokenPiece, SpokenText } from './spoken-text.ts';

export interface SpokenRussianOptions {
  /** Own pronunciations: written word (any case, no spaces) → how it is said; `+` before or an acute after a vowel marks stress. */
  lexicon?: Readonly<Record<string, string>>;
  /** How the voice wants stress marked. Default `none`: text stays unmarked. */
  stress?: StressNotation;
  /** Latin words that no list knows: written by sound (default), for voices that skip Latin, or kept. */
  unknownLatin?: 'transliterate' | 'keep';
}

/** Text in, speech out: whole clauses. */
export interface SpokenRussian {
  /** Written Russian as it is read aloud: numbers, dates, money, abbreviations and foreign words in letters. */
  normalise(text: string): string;
  /**
   * The same with what each stretch of the text became, so that words heard can be traced back to words written:
   * all `written` joined are the text, all `said` joined its speech.
   */
  align(text: string): readonly SpokenPiece[];
  /** The same for text that is still arriving; one stream per reply. */
  stream(): SpokenRussianStream;
}

/**
 * Text in pieces. What `push` returned is final: it is never taken back or repeated. Only what a later piece could still
 * change is held (an open number, abbreviation, Latin word). All pieces joined equal `normalise` of the whole text.
 */
export interface SpokenRussianStream {
  push(delta: string): string;
  end(): string;
}

/** Text → speech for Russian; pure, no I/O. Build it once per voice, it is safe to share. */
export function createSpokenRussian(options: SpokenRussianOptions = {}): SpokenRussian {
  const said = pronunciations(options.lexicon ?? {}, options.stress ?? 'none');
  const unknownLatin = options.unknownLatin ?? 'transliterate';
  const openings = openingsOf([...said.keys()]);
  const stream = () => new SpokenText(said, unknownLatin, openings);
  return {
    stream,
    align: (text) => stream().align(text),
    normalise(text) {
      const spoken = stream();
      return spoken.push(text, true);
    },
  };
}

/** A single stream with its own options. */
export function createSpokenRussianStream(options: SpokenRussianOptions = {}): SpokenRussianStream {
  return createSpokenRussian(options).stream();
}
