import { findSpokenDigits } from '@allo/call/russian';
import { createLog, createSeededRandom, createSystemClock, findPersonalData } from '@allo/kernel';
import { type Bench, rounded } from './bench.ts';
import { type LabelledSentence, piiSentences } from './pii-sentences.ts';

const clock = createSystemClock();

/** How much personal data is found in Russian sentences, how much else is taken for it, and what masking costs. */
export const piiBench: Bench = {
  name: 'pii',
  summary:
    'Personal data in Russian text: precision and recall by kind, cost per sentence and per line of the log',
  async run(options) {
    const [count, seed] = [Number(options.sentences ?? 4_000), Number(options.seed ?? 1)];
    const sentences = piiSentences(count, createSeededRandom(seed));
    const byKind = new Map<string, { hidden: number; planted: number }>();
    let [right, found] = [0, 0];
    const missed: string[] = [];
    const mistaken: string[] = [];
    for (const sentence of sentences) {
      const spans = findPersonalData(sentence.text, { spokenDigits: findSpokenDigits });
      const at = sentence.text.indexOf(sentence.secret);
      const isPlanted = ({ start, end }: { start: number; end: number }) =>
        sentence.kind !== null && start < at + sentence.secret.length && end > at;
      right += spans.filter(isPlanted).length;
      found += spans.length;
      if (spans.some((span) => !isPlanted(span))) mistaken.push(sentence.text);
      if (sentence.kind === null) continue;
      const name = sentence.isSpoken ? `${sentence.kind} in words` : sentence.kind;
      const tally = byKind.get(name) ?? { hidden: 0, planted: 0 };
      byKind.set(name, tally);
      tally.planted += 1;
      if (isHidden(sentence, at, spans)) tally.hidden += 1;
      else missed.push(sentence.text);
    }
    const totals = [...byKind.values()];
    const sum = (of: 'hidden' | 'planted') => totals.reduce((total, one) => total + one[of], 0);
    return {
      figures: {
        recallPct: rounded((100 * sum('hidden')) / sum('planted')),
        precisionPct: rounded((100 * right) / found),
        maskUsPerSentence: rounded(costUs(sentences)),
        logNsPerLine: logCostNs(),
      },
      conditions: {
        seed,
        sentences: count,
        personal: sum('planted'),
        ...Object.fromEntries(
          [...byKind]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([kind, { hidden, planted }]) => [
              `${kind} recall`,
              `${rounded((100 * hidden) / planted)} % of ${planted}`,
            ]),
        ),
        set: 'made up by templates that know nothing of the patterns; forms nobody looks for are among them',
        logLine: 'an id and a detail in words, to nowhere',
      },
      notes: [
        ...samples(
          'missed',
          missed.filter((_, at) => at % 9 === 0),
        ),
        ...samples('taken for personal', mistaken),
      ],
    };
  },
};

/** Not a figure or letter of it is left outside what is masked; a “plus” tells nothing. */
function isHidden(
  { secret }: LabelledSentence,
  at: number,
  spans: readonly { start: number; end: number }[],
): boolean {
  const said = secret.startsWith('плюс ') ? 'плюс '.length : 0;
  for (let place = at + said; place < at + secret.length; place += 1) {
    const isRead = /[\p{L}\d]/u.test(secret[place - at] as string);
    if (isRead && !spans.some(({ start, end }) => start <= place && place < end)) return false;
  }
  return true;
}

function costUs(sentences: readonly LabelledSentence[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 5; pass += 1) {
    const before = clock.now();
    for (const { text } of sentences) findPersonalData(text, { spokenDigits: findSpokenDigits });
    best = Math.min(best, clock.now() - before);
  }
  return (best * 1000) / sentences.length;
}

function logCostNs(): number {
  const log = createLog({ level: 'info', destination: { write: () => undefined } });
  const fields = { callId: '0198f3a2-7c1e-7000-8000-123456789012', detail: 'the line is gone', ready: 44 };
  const lines = 50_000;
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 5; pass += 1) {
    const before = clock.now();
    for (let line = 0; line < lines; line += 1) log.info(fields, 'a call could not start');
    best = Math.min(best, clock.now() - before);
  }
  return Math.round((best * 1e6) / lines);
}

function samples(what: string, texts: readonly string[]): string[] {
  return texts.slice(0, 8).map((text) => `${what}: “${text}”`);
}
