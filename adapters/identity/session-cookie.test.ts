import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sessionCookie, tokenOfCookie } from './session-cookie.ts';

const secret = 'a secret of the tests';
const signed = (token: string) =>
  encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`);

describe('sessionCookie', () => {
  it.each([
    ['allo.session_token=abc', 'abc'],
    ['theme=dark; __Secure-allo.session_token=a.b%3D; x=1', 'a.b%3D'],
    ['', null],
    ['xallo.session_token=abc', null],
    ['allo.session_token=', null],
    ['alloXsession_token=abc', null],
  ])('%j / is %j', (header, value) => expect(sessionCookie(header)).toBe(value));
});

describe('tokenOfCookie', () => {
  it('answers the token that was signed, dots in it too', () => {
    expect(tokenOfCookie(signed('abc'), secret)).toBe('abc');
    expect(tokenOfCookie(signed('a.b.c'), secret)).toBe('a.b.c');
  });

  it.each([
    '',
    '.',
    'abc',
    'abc.',
    '%',
    '%E0%A4%A',
    `${signed('abc')}x.y`,
    signed('abc').replace('abc', 'abd'),
  ])('refuses %j', (value) => expect(tokenOfCookie(value, secret)).toBeNull());

  it('refuses what another secret signed', () => {
    expect(tokenOfCookie(signed('abc'), `${secret}!`)).toBeNull();
  });
});
