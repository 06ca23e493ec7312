import { freshClasses } from './written-fresh.ts';
import { createSeededRandom } from '@allo/kernel';
import {
  abbreviationTemplates,
  identifierTemplates,
  isScored,
  latinTemplates,
  phoneTemplates,
  rangeTemplates,
} from './written-addresses.ts';
import {
  dateTemplates,
  fractionTemplates,
  moneyTemplates,
  timeTemplates,
  unitTemplates,
} from './written-classes.ts';
import { countingTemplates, ordinalTemplates } from './written-counting.ts';
import { Draw, type Written } from './written-sentence.ts';

const classes: Readonly<Record<string, readonly ((draw: Draw) => Written)[]>> = {
  counting: countingTemplates,
  ordinals: ordinalTemplates,
  money: moneyTemplates,
  dates: dateTemplates,
  times: timeTemplates,
  units: unitTemplates,
  fractions: fractionTemplates,
  ranges: rangeTemplates,
  phones: phoneTemplates,
  identifiers: identifierTemplates,
  abbreviations: abbreviationTemplates,
  latin: latinTemplates,
};

/**
 * Sentences with their only right readings, made by grammar tables of the bench's own. Rules are tuned on half 0 (even
 * templates, even nouns); half 1 is only reported.
 */
export function writtenCorpus(seed: number, half: 0 | 1, perClass: number): Record<string, Written[]> {
  const corpus: Record<string, Written[]> = {};
  for (const [name, templates] of Object.entries(classes)) {
    const mine = templates.filter((_, index) => index % 2 === half);
    const draw = new Draw(createSeededRandom(seed * 2 + half), half);
    const sentences: Written[] = [];
    while (sentences.length < perClass) {
      const made = (mine[sentences.length % mine.length] as (draw: Draw) => Written)(draw);
      const again = isScored(made) ? made : (mine[0] as (draw: Draw) => Written)(draw);
      sentences.push({ written: again.written.trim(), said: again.said.map((text) => text.trim()) });
    }
    corpus[name] = sentences;
  }
  return corpus;
}

/** The same for the sentences that no rule was tuned on. */
export function freshCorpus(seed: number, perClass: number): Record<string, Written[]> {
  const corpus: Record<string, Written[]> = {};
  for (const [name, templates] of Object.entries(freshClasses)) {
    const draw = new Draw(createSeededRandom(seed), seed % 2 === 0 ? 0 : 1);
    corpus[name] = Array.from({ length: perClass }, (_, index) =>
      (templates[index % templates.length] as (draw: Draw) => Written)(draw),
    );
  }
  return corpus;
}
