import { describe, expect, it } from 'vitest';
import { letter } from './letters.ts';

describe('letter', () => {
  it.each(['confirm', 'reset', 'exists'] as const)(
    '%s / in both languages / holds the link as text and as HTML',
    (kind) => {
      const [russian, english] = (['ru', 'en'] as const).map((language) =>
        letter(kind, language, 'https://a.example/x?b=1&c=2'),
      );
      for (const one of [russian, english]) {
        expect(one?.text).toContain('\nhttps://a.example/x?b=1&c=2\n');
        expect(one?.html).toContain('<a href="https://a.example/x?b=1&amp;c=2">');
      }
      expect(russian?.subject).toMatch(/[а-я]/);
      expect(english?.text).not.toMatch(/[а-я]/i);
    },
  );
});
