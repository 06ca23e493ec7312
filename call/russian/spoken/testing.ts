import { agentsSentences } from './corpus/agents-sentences.ts';
import { abbreviationsSentences } from './corpus/abbreviations-sentences.ts';
import { conversationSentences } from './corpus/conversation-sentences.ts';
import { datesSentences } from './corpus/dates-sentences.ts';
import { fractionsSentences } from './corpus/fractions-sentences.ts';
import { moneySentences } from './corpus/money-sentences.ts';
import { ordinalsSentences } from './corpus/ordinals-sentences.ts';
import { phonesSentences } from './corpus/phones-sentences.ts';
import { rangesSentences } from './corpus/ranges-sentences.ts';
import { timesSentences } from './corpus/times-sentences.ts';
import { unitsSentences } from './corpus/units-sentences.ts';

export { checkCardinal, type CardinalCheck } from './corpus/read-cardinal.ts';

export interface SpokenSentence {
  written: string;
  said: string;
}

/** Hand-checked sentences by class: what normalisation is measured against. */
export const spokenCorpus: Readonly<Record<string, readonly SpokenSentence[]>> = {
  money: parse(moneySentences),
  dates: parse(datesSentences),
  times: parse(timesSentences),
  phones: parse(phonesSentences),
  units: parse(unitsSentences),
  abbreviations: parse(abbreviationsSentences),
  fractions: parse(fractionsSentences),
  ordinals: parse(ordinalsSentences),
  ranges: parse(rangesSentences),
  conversation: parse(conversationSentences),
  agents: parse(agentsSentences),
};

function parse(table: string): SpokenSentence[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.indexOf(' => ');
      return { written: line.slice(0, at), said: line.slice(at + 4) };
    });
}
