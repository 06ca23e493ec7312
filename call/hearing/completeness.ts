import { cueWeights } from './cue-weights.ts';
import { type Expectation, turnCues } from './turn-cues.ts';

/** How much the words look like everything the caller wants to say: log-odds, 0 = as likely as not. */
export function completeness(text: string, expects: Expectation): number {
  const cues = turnCues(text, expects);
  const [answer, ending] = cues;
  const together = cueWeights[`${answer} ${ending}`] ?? 0;
  return cues.reduce((sum, cue) => sum + (cueWeights[cue] ?? 0), together);
}
