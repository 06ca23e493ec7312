import { describe, expect, it } from 'vitest';
import { createAddressPolicy } from './address-policy.ts';

const isAllowed = (address: string, allowed: string[] = []) =>
  createAddressPolicy(allowed).isAllowed(address);

describe('address policy', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '77.88.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2a02:6b8::feed:ff',
    '2606:4700::1',
  ])('%s / public / reached', (address) => {
    expect(isAllowed(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:0a00:0001',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '100::1',
    '2001::1',
    '2001:10::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'not an address',
    '',
  ])('%s / special or none / refused', (address) => {
    expect(isAllowed(address)).toBe(false);
  });

  it('a network the owner allowed / reached, its neighbour not', () => {
    const lan = ['192.168.7.0/24', 'fd12::/16', '127.0.0.1', '::1', '10.32.0.0/11'];
    expect(
      ['192.168.7.9', 'fd12:1::5', '127.0.0.1', '::1', '10.63.255.255'].every((one) => isAllowed(one, lan)),
    ).toBe(true);
    expect(
      ['192.168.8.9', 'fd13::5', '127.0.0.2', '10.64.0.0', '10.31.255.255'].some((one) =>
        isAllowed(one, lan),
      ),
    ).toBe(false);
  });

  it('metadata and wrapped addresses / everything allowed / still refused', () => {
    const everything = ['0.0.0.0/0', '::/0'];
    const never = [
      '169.254.169.254',
      '168.63.129.16',
      '::ffff:169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '0.0.0.0',
    ];
    expect(never.filter((one) => isAllowed(one, everything))).toEqual([]);
    expect(isAllowed('10.0.0.1', everything)).toBe(true);
  });

  it.each(['10.0.0.0/33', '10.0.0.0/', 'lan', '::/129', '10.0.0.0/8/8', '10.0.0.0/1.5'])(
    '%s as a network / no block / config_invalid',
    (entry) => {
      expect(() => createAddressPolicy([entry])).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    },
  );
});
