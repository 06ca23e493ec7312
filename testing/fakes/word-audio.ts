import type { Pcm } from '@allo/contracts/ports';

/**
 * Speech for simulations whose samples carry their words: every sample of a word alternates between plus and minus
 * `loudness + wordNumber`. Whoever listens can tell exactly which words arrived, as far as the audio really did.
 */
const loudness = 4000;
const largestWordNumber = 20_000;
const gapSamplesPerWord = 0.15;

/** Words of one simulation, in both directions. */
export class WordBook {
  readonly #words: string[] = [''];
  readonly #numbers = new Map<string, number>();

  #number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.length;
    if (number > largestWordNumber) throw new RangeError('a simulation may use 20,000 different words');
    this.#words.push(word);
    this.#numbers.set(word, number);
    return number;
  }

  /** Speaks `text` at `charactersPerSecond`. The last seventh of each word is silence. */
  speak(text: string, sampleRateHz: number, charactersPerSecond = 14): Pcm {
    const words = text.split(/\s+/u).filter((word) => word !== '');
    const lengths = words.map((word) => Math.round(((word.length + 1) * sampleRateHz) / charactersPerSecond));
    const pcm = new Int16Array(lengths.reduce((sum, length) => sum + length, 0));
    let offset = 0;
    words.forEach((word, index) => {
      const length = lengths[index] as number;
      const level = loudness + this.#number(word);
      const voiced = Math.floor(length * (1 - gapSamplesPerWord));
      for (let sample = 0; sample < voiced; sample++) pcm[offset + sample] = sample & 1 ? -level : level;
      offset += length;
    });
    return pcm;
  }

  /** Words of which enough was in `pcm` to be understood. Ducked audio is still understood when `gain` is given. */
  recognise(pcm: Pcm, sampleRateHz: number): string {
    const reader = this.reader(sampleRateHz);
    return [...reader.push(pcm), ...reader.end()].join(' ');
  }

  /** Reads words from audio that comes in pieces; a word is told with the piece that shows its end. */
  reader(sampleRateHz: number): { push(pcm: Pcm): string[]; end(): string[] } {
    const enough = sampleRateHz * 0.04;
    let current = 0;
    let run = 0;
    const finished = (): string[] => (current > 0 && run >= enough ? [this.#words[current] as string] : []);
    return {
      push: (pcm) => {
        const heard: string[] = [];
        for (let index = 0; index < pcm.length; index++) {
          const number = Math.abs(pcm[index] as number) - loudness;
          const word = number > 0 && number < this.#words.length ? number : 0;
          if (word === current) {
            run++;
            continue;
          }
          heard.push(...finished());
          current = word;
          run = 1;
        }
        return heard;
      },
      end: () => {
        const heard = finished();
        current = 0;
        run = 0;
        return heard;
      },
    };
  }
}
