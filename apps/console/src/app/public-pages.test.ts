import { describe, expect, it } from 'vitest';
import { isPublicPage, returnPath } from './public-pages.ts';

describe('returnPath', () => {
  it.each(['/', '/calls', '/calls/1?tab=events#a'])('goes back to %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });
  it.each([undefined, '', 'calls', '//evil.example', '/\\evil.example', 'https://evil.example', '/a b'])(
    'goes home instead of to %s',
    (path) => expect(returnPath(path)).toBe('/'),
  );
});

describe('isPublicPage', () => {
  it('knows where nobody has to be signed in', () => {
    expect(['/sign-in', '/claim', '/', '/calls', '/sign-in/x'].map(isPublicPage)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
