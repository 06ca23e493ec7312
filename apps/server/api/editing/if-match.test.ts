import { describe, expect, it } from 'vitest';
import { ifMatch } from './if-match.ts';

const asked = (header?: string) => () =>
  ifMatch({ headers: header === undefined ? {} : { 'if-match': header } });

describe('ifMatch', () => {
  it('reads a version of ours and the star', () => {
    expect(asked('"3"')()).toBe(3);
    expect(asked(' * ')()).toBe('*');
  });

  it('asks for the header where it is missing', () => {
    for (const header of [undefined, '', ' ']) {
      expect(asked(header)).toThrow(expect.objectContaining({ code: 'precondition_required' }) as Error);
    }
  });

  it('matches no version with anything else', () => {
    for (const header of ['3', 'W/"3"', '"a"', '"1", "2"', '"99999999999"']) {
      expect(asked(header)).toThrow(expect.objectContaining({ code: 'precondition_failed' }) as Error);
    }
  });
});
