import type { SpokenRussian } from '@allo/call/russian/spoken';
import { rounded } from '../bench.ts';
import { freshCorpus, writtenCorpus } from './written-corpus.ts';
import type { Written } from './written-sentence.ts';

export interface NormalisationResult {
  exactPct: number;
  sentences: number;
  /** The least exact class. */
  worstClassPct: number;
  byClass: Record<string, string>;
  misread: string[];
  /** What a user would wait for: all texts, for measuring cost. */
  texts: string[];
  halfUsedForTuningPct: number;
}

/**
 * Generated sentences with their only right readings. Reported: templates and nouns of the half that rules were not tuned
 * on, and whole sentences of agents from eight trades.
 */
export function measureNormalisation(
  russian: SpokenRussian,
  seed: number,
  perClass: number,
): NormalisationResult {
  const held = { ...writtenCorpus(seed, 1, perClass), ...freshCorpus(seed, perClass) };
  const isExact = (one: Written) => one.said.includes(russian.normalise(one.written));
  const result: NormalisationResult = {
    exactPct: 0,
    sentences: 0,
    worstClassPct: 100,
    byClass: {},
    misread: [],
    texts: [],
    halfUsedForTuningPct: 0,
  };
  let exact = 0;
  for (const [name, sentences] of Object.entries(held)) {
    const wrong = sentences.filter((one) => !isExact(one));
    const share = rounded(((sentences.length - wrong.length) / sentences.length) * 100);
    exact += sentences.length - wrong.length;
    result.sentences += sentences.length;
    result.byClass[`${name}Pct`] = `${share} of ${sentences.length}`;
    result.worstClassPct = Math.min(result.worstClassPct, share);
    result.texts.push(...sentences.map(({ written }) => written));
    for (const one of wrong.slice(0, 3))
      result.misread.push(
        `${name}: “${one.written}” is read “${russian.normalise(one.written)}”, right is “${one.said[0]}”`,
      );
  }
  result.exactPct = rounded((exact / result.sentences) * 100);
  const tuned = Object.values(writtenCorpus(seed, 0, perClass)).flat();
  result.halfUsedForTuningPct = rounded((tuned.filter(isExact).length / tuned.length) * 100);
  return result;
}
