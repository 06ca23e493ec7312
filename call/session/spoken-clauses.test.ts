import { createSpokenRussian } from '@allo/call/russian/spoken';
import { spokenCorpus } from '@allo/call/russian/spoken/testing';
import { splitClauses, splitText } from '@allo/call/speaking';
import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';

const russian = createSpokenRussian();
const sentences = Object.values(spokenCorpus).flatMap((list) => list.map(({ written }) => written));

/** Three sentences of the corpus, as a reply of an agent. */
function replies(count: number): string[] {
  const random = createSeededRandom(5);
  const pick = () => sentences[random.below(sentences.length)] as string;
  return Array.from({ length: count }, () => [pick(), pick(), pick()].join(' '));
}

const words = (text: string) => text.replaceAll('.', '');

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

describe('a reply spoken clause by clause', () => {
  it('sounds as it would in one piece: no number, time, phone, sum or abbreviation is cut', () => {
    for (const text of replies(1_500)) {
      const said = splitText(text).map((clause) => russian.normalise(clause));
      // A full stop between a unit and a figure is silent; the words are what counts.
      expect(words(said.join(' '))).toBe(words(russian.normalise(text)));
    }
  });

  it('is cut the same however it arrives', async () => {
    for (const text of replies(150)) {
      for (const size of [1, 3, 7]) {
        const clauses: string[] = [];
        for await (const clause of splitClauses(inPieces(text, size))) clauses.push(clause);
        expect(clauses).toEqual(splitText(text));
      }
    }
  });
});
