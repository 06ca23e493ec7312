import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createSpokenRussian, createSpokenRussianStream } from './index.ts';
import { spokenCorpus } from './testing.ts';

const russian = createSpokenRussian();

for (const [name, sentences] of Object.entries(spokenCorpus)) {
  describe(`normalise, ${name}`, () => {
    it('has at least forty hand-checked sentences', () => {
      expect(sentences.length).toBeGreaterThanOrEqual(40);
    });

    it.each(sentences)('$written', ({ written, said }) => {
      expect(russian.normalise(written)).toBe(said);
    });
  });
}

describe('the stream', () => {
  const texts = Object.values(spokenCorpus).flatMap((sentences) => sentences.map(({ written }) => written));
  // Sentences together: what ends one must not leak into the next.
  const all = [...texts, texts.join(' '), texts.join('\n')];

  it('equals the whole text when it arrives character by character', () => {
    for (const text of all) {
      const stream = russian.stream();
      let said = '';
      for (const char of text) said += stream.push(char);
      expect(said + stream.end()).toBe(russian.normalise(text));
    }
  });

  it('equals the whole text however it is cut', () => {
    const random = createSeededRandom(7);
    for (const text of all) {
      const stream = createSpokenRussianStream();
      let said = '';
      for (let at = 0; at < text.length; ) {
        const size = 1 + Math.floor(random.next() * 7);
        said += stream.push(text.slice(at, at + size));
        at += size;
      }
      expect(said + stream.end()).toBe(russian.normalise(text));
    }
  });

  it('lets plain words go as they arrive', () => {
    const stream = russian.stream();
    expect(stream.push('Здравст')).toBe('Здравст');
    expect(stream.push('вуйте')).toBe('вуйте');
    expect(stream.push(', чем пособ')).toBe(', чем пособ');
  });

  it('holds an open number until its unit is known', () => {
    const stream = russian.stream();
    expect(stream.push('Это стоит 1')).toBe('Это стоит');
    expect(stream.push('500')).toBe('');
    expect(stream.push(' руб')).toBe('');
    expect(stream.push('. и доставка')).toBe(' одну тысячу пятьсот рублей и доставка');
  });

  it('says nothing more after its end', () => {
    const stream = russian.stream();
    stream.push('Раз');
    stream.end();
    expect(stream.push('Два')).toBe('');
    expect(stream.end()).toBe('');
  });
});

describe('align', () => {
  it('gives the text and its speech back in stretches', () => {
    for (const { written, said } of Object.values(spokenCorpus).flat()) {
      const pieces = russian.align(written);
      expect(pieces.map((piece) => piece.written).join('')).toBe(written);
      expect(pieces.map((piece) => piece.said).join('')).toBe(said);
    }
    expect(russian.align('до 2 км пути').filter((piece) => piece.said !== '')).toEqual([
      { written: 'до', said: 'до' },
      { written: '2 км', said: ' двух километров' },
      { written: 'пути', said: ' пути' },
    ]);
  });
});

describe('the lexicon', () => {
  it('leaves text unmarked unless the voice supports stress', () => {
    expect(russian.normalise('Вам звонит договор')).toBe('Вам звонит договор');
    expect(createSpokenRussian({ stress: 'plus' }).normalise('Вам звонит')).toBe('Вам звон+ит');
    expect(createSpokenRussian({ stress: 'acute' }).normalise('Вам звонит')).toBe('Вам звони\u0301т');
  });

  it('own words go first, marks follow the voice', () => {
    const lexicon = { Замок: 'з+амок', Lightspeed: 'лайтспид' };
    expect(createSpokenRussian({ lexicon }).normalise('Замок и Lightspeed')).toBe('Замок и лайтспид');
    expect(createSpokenRussian({ lexicon, stress: 'plus' }).normalise('Замок')).toBe('З+амок');
  });
});

describe('whatever comes', () => {
  it('figures are never left over, lost in silence or cause an error', () => {
    const random = createSeededRandom(99);
    const parts = [
      '1',
      '0',
      '25',
      '2026',
      '.',
      ',',
      ':',
      '-',
      '–',
      '/',
      ' ',
      '+',
      '(',
      ')',
      '%',
      '№',
      ' руб. ',
      ' мая ',
      'г.',
      '-й',
      ' в ',
      ' до ',
      '₽',
      '🙂',
      '\n',
      '*',
      'X',
      'IV',
      '½',
    ];
    for (let index = 0; index < 20_000; index++) {
      const length = 1 + Math.floor(random.next() * 8);
      const text = Array.from({ length }, () => parts[Math.floor(random.next() * parts.length)]).join('');
      const said = russian.normalise(text);
      expect(said, text).not.toMatch(/\d|NaN|undefined|Infinity/);
      if (/\d/.test(text)) expect(said, text).toMatch(/[а-яё]/);
      const stream = russian.stream();
      let streamed = '';
      for (const char of text) streamed += stream.push(char);
      expect(streamed + stream.end(), JSON.stringify(text)).toBe(said);
    }
  });

  it('a very long row of figures is read whole', () => {
    expect(russian.normalise('9'.repeat(400)).match(/девять|девяносто|девятьсот/g)?.length).toBeGreaterThan(
      390,
    );
  });
});
