import { describe, expect, it } from 'vitest';
import { createAddressPolicy } from './address-policy.ts';
import { readTarget } from './read-target.ts';

const policy = createAddressPolicy();
const verdict = (url: string) => {
  const target = readTarget(url, policy);
  return typeof target === 'string' ? target : `${target.host}:${target.port}`;
};

describe('target of a request', () => {
  it.each([
    ['https://hooks.example.com/a?b=c', 'hooks.example.com:443'],
    ['http://example.com:8080', 'example.com:8080'],
    ['https://пример.рф/', 'xn--e1afmkfd.xn--p1ai:443'],
    ['https://example.com./', 'example.com:443'],
    ['http://[2a02:6b8::1]/', '2a02:6b8::1:80'],
  ])('%s / public / read', (url, expected) => {
    expect(verdict(url)).toBe(expected);
  });

  it.each([
    ['127.0.0.1', 'http://127.0.0.1/'],
    ['decimal', 'http://2130706433/'],
    ['octal', 'http://0177.0.0.1/'],
    ['hexadecimal', 'http://0x7f000001/'],
    ['mixed and short', 'http://0x7f.1/'],
    ['full-width digits', 'http://１２７.０.０.１/'],
    ['circled digits', 'http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/'],
    ['percent-encoded', 'http://%31%32%37.0.0.1/'],
    ['a dot at the end', 'http://127.0.0.1./'],
    ['zero', 'http://0/'],
    ['mapped', 'http://[::ffff:127.0.0.1]/'],
    ['mapped metadata', 'http://[::ffff:a9fe:a9fe]/'],
    ['compatible', 'http://[::127.0.0.1]/'],
    ['unspecified', 'http://[::]/'],
    ['localhost', 'http://localhost/'],
    ['LOCALHOST with a dot', 'http://LOCALHOST./'],
    ['under localhost', 'http://db.localhost/'],
  ])('loopback or metadata / written as %s / refused', (_form, url) => {
    expect(verdict(url)).toBe('address_refused');
  });

  it.each([
    ['ftp://example.com/', 'scheme_refused'],
    ['file:///etc/passwd', 'scheme_refused'],
    ['gopher://127.0.0.1:6379/_', 'scheme_refused'],
    ['javascript:alert(1)', 'scheme_refused'],
    ['https://user:secret@example.com/', 'credentials_in_url'],
    ['https://example.com@127.0.0.1/', 'credentials_in_url'],
    ['http://example.com:22/', 'port_refused'],
    ['http://example.com:25/', 'port_refused'],
    ['http://example.com:0/', 'port_refused'],
    ['http://example.com:6379/', 'port_refused'],
    ['http://example.com:5060/', 'port_refused'],
    ['http://256.1.1.1/', 'url_invalid'],
    ['http://exa mple.com/', 'url_invalid'],
    ['//example.com/', 'url_invalid'],
    ['', 'url_invalid'],
    [`https://example.com/${'a'.repeat(2048)}`, 'url_invalid'],
  ])('%s / against a rule / %s', (url, code) => {
    expect(verdict(url)).toBe(code);
  });
});
