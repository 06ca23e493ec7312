import { createSpokenRussian, grammaticalCases, sayCardinal } from '@allo/call/russian/spoken';
import { checkCardinal, spokenCorpus } from '@allo/call/russian/spoken/testing';
import { createSeededRandom, createSystemClock } from '@allo/kernel';
import { type Bench, percentile, rounded } from './bench.ts';

const clock = createSystemClock();
const genders = ['masculine', 'feminine', 'neuter'] as const;

/** How exactly written Russian becomes speech, and what a sentence costs. */
export const russianBench: Bench = {
  name: 'russian',
  summary: 'Russian text → speech: exact sentences per class, numerals read back, cost per sentence',
  async run(options) {
    const samples = Number(options.samples ?? 20_000);
    const seed = Number(options.seed ?? 1);
    const russian = createSpokenRussian();
    const conditions: Record<string, string | number> = { seed };
    const notes: string[] = [];
    let [exact, total] = [0, 0];
    for (const [name, sentences] of Object.entries(spokenCorpus)) {
      const wrong = sentences.filter(({ written, said }) => russian.normalise(written) !== said);
      exact += sentences.length - wrong.length;
      total += sentences.length;
      const share = rounded(((sentences.length - wrong.length) / sentences.length) * 100);
      conditions[`${name}Pct`] = `${share} of ${sentences.length}`;
      for (const { written } of wrong)
        notes.push(`${name}: “${written}” is read “${russian.normalise(written)}”`);
    }
    const numerals = numeralsRead(samples, seed);
    const costUs = costPerSentence(russian.normalise);
    const streamedUs = costPerSentence((text) => {
      const stream = russian.stream();
      let said = '';
      for (let at = 0; at < text.length; at += 4) said += stream.push(text.slice(at, at + 4));
      return said + stream.end();
    });
    if (exact < total) notes.unshift(`${total - exact} of ${total} sentences are not exact`);
    return {
      figures: {
        normalisationPct: rounded((exact / total) * 100),
        numeralsPct: rounded((numerals.right / numerals.checked) * 100, 4),
        normalisationUsPerSentence: rounded(percentile(costUs, 0.5)),
        normalisationP99UsPerSentence: rounded(percentile(costUs, 0.99)),
        streamedUsPerSentence: rounded(percentile(streamedUs, 0.5)),
      },
      conditions: {
        ...conditions,
        sentences: total,
        numerals: numerals.checked,
        numeralRange: `0…10,000 all, ${samples} seeded up to 10⁹, six cases × three genders`,
        cost: 'per sentence, mean of each of 200 passes over the corpus; streamed: four characters at a time',
      },
      ...(notes.length > 0 ? { notes } : {}),
    };
  },
};

function numeralsRead(samples: number, seed: number): { right: number; checked: number } {
  const random = createSeededRandom(seed);
  let [right, checked] = [0, 0];
  const check = (value: number) => {
    for (const grammaticalCase of grammaticalCases) {
      for (const gender of genders) {
        const read = checkCardinal(sayCardinal(value, grammaticalCase, gender), grammaticalCase, gender);
        checked++;
        if (read.value === value && read.fault === '') right++;
      }
    }
  };
  for (let value = 0; value <= 10_000; value++) check(value);
  for (let index = 0; index < samples; index++) check(Math.floor(10 ** (4 + random.next() * 5)));
  check(1_000_000_000);
  return { right, checked };
}

/** Microseconds per sentence, one figure per pass; the first passes warm the code up and do not count. */
function costPerSentence(say: (text: string) => string): number[] {
  const texts = Object.values(spokenCorpus).flatMap((sentences) => sentences.map(({ written }) => written));
  const costs: number[] = [];
  for (let pass = 0; pass < 220; pass++) {
    const fromMs = clock.now();
    for (const text of texts) say(text);
    if (pass >= 20) costs.push(((clock.now() - fromMs) * 1000) / texts.length);
  }
  return costs;
}
