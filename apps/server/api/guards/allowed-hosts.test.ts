import { describe, expect, it } from 'vitest';
import { createAllowedHosts } from './allowed-hosts.ts';

describe('isAllowedHost', () => {
  const { isAllowedHost } = createAllowedHosts('https://Calls.example.com');

  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'calls.example.com', 'LOCALHOST'])(
    'lets %s in',
    (host) => expect(isAllowedHost(host)).toBe(true),
  );

  it.each([
    undefined,
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:8080',
    'calls.example.com:444',
    'user@localhost',
    'localhost/path',
    '0.0.0.0:8080',
  ])('keeps %s out', (host) => expect(isAllowedHost(host)).toBe(false));
});

describe('isAllowedOrigin', () => {
  const { isAllowedOrigin } = createAllowedHosts('https://calls.example.com');

  it.each([
    [undefined, '127.0.0.1:8080'],
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://localhost:5173', 'localhost:5173'],
    ['https://calls.example.com', '127.0.0.1:8080'],
  ])('lets a page of %s open a socket to %s', (origin, host) => {
    expect(isAllowedOrigin(origin, host)).toBe(true);
  });

  it.each([
    ['http://localhost:3000', 'localhost:8080'],
    ['https://evil.example', '127.0.0.1:8080'],
    ['null', '127.0.0.1:8080'],
    ['file://', '127.0.0.1:8080'],
  ])('does not let a page of %s open a socket to %s', (origin, host) => {
    expect(isAllowedOrigin(origin, host)).toBe(false);
  });
});
