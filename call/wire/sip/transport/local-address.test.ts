import { describe, expect, it } from 'vitest';
import { type Interfaces, localAddressFacing } from './local-address.ts';

const card = (address: string, cidr: string, internal = false) =>
  ({
    address,
    cidr,
    internal,
    family: address.includes(':') ? 'IPv6' : 'IPv4',
    netmask: '',
    mac: '',
  }) as never;

const interfaces: Interfaces = {
  lo: [card('127.0.0.1', '127.0.0.1/8', true)],
  wan: [
    card('198.51.100.5', '198.51.100.5/24'),
    card('fe80::1', 'fe80::1/64'),
    card('2001:db8::5', '2001:db8::5/64'),
  ],
  lan: [card('192.168.1.10', '192.168.1.10/24')],
};

describe('localAddressFacing', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['192.168.1.77', '192.168.1.10'],
    ['::ffff:192.168.1.77', '192.168.1.10'],
    ['203.0.113.1', '198.51.100.5'],
    ['2001:db8::77', '2001:db8::5'],
    ['2a00::1', '2001:db8::5'],
  ])('a source at %s / is faced by %s', (source, expected) => {
    expect(localAddressFacing(source, interfaces)).toBe(expected);
  });

  it('a machine without a network / falls back to loopback', () => {
    expect(localAddressFacing('203.0.113.1', {})).toBe('127.0.0.1');
  });
});
