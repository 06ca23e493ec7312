import type { Skillbase } from '@allo/contracts/skillbase';
import { createSeededRandom } from '@allo/kernel';
import { createScriptedLanguageModel, createStreamingWordRecogniser } from '@allo/testing/fakes';
import {
  AnsweringCaller,
  gaussian,
  type RecogniserPace,
  type SaidTurn,
  simulateCalls,
} from '@allo/testing/simulation';

export interface Dialogues {
  turns: SaidTurn[];
  callMinutes: number;
}

/** Whole calls: real sessions with a scenario, a model and a voice that take their time, and callers of the corpus. */
export async function runDialogues(
  skillbase: Skillbase,
  calls: number,
  pace: RecogniserPace,
): Promise<Dialogues> {
  const steps = new Set(skillbase.flow.map(({ id }) => id));
  const callers: AnsweringCaller[] = [];
  const results = await simulateCalls(
    Array.from({ length: calls }, (_, index) => {
      const random = createSeededRandom(index * 97 + 5);
      const draw = ({ p50, p95 }: { p50: number; p95: number }) =>
        p50 * Math.exp((Math.log(p95 / p50) / 1.645) * gaussian(random));
      return {
        skillbase,
        script: [],
        seed: index + 1,
        // Groq and Cartesia as published: about 100 ms to the first token and 190 ms to the first sound.
        languageModel: (clock) => createScriptedLanguageModel({ clock, firstTokenMs: 100 }),
        voices: [{ firstByteMs: 190 }],
        recogniser: (clock, book) =>
          createStreamingWordRecogniser({
            clock,
            book,
            partialLagMs: () => draw(pace.partial),
            finalLagMs: () => draw(pace.final),
            tailLatencyMs: 330,
          }),
        caller: (book, onHangUp) => {
          const caller = new AnsweringCaller({
            book,
            onHangUp,
            seed: index * 2 + 1,
            turns: 12,
            situationOf: (step) => (steps.has(step) ? step : 'yes-no'),
          });
          callers.push(caller);
          return caller;
        },
      };
    }),
    { maxMs: 240_000 },
  );
  return {
    turns: callers.flatMap((caller) => caller.said),
    callMinutes: results.reduce((sum, { durationMs }) => sum + durationMs / 60_000, 0),
  };
}
