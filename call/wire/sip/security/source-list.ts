import { BlockList, isIP } from 'node:net';
import { AppError } from '@allo/kernel';

/** A set of addresses and CIDR blocks. */
export interface SourceList {
  has(address: string): boolean;
}

/** Loopback, RFC 1918, link-local and unique-local: where a softphone of the house calls from. */
export const privateNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/** Errors: AppError `config_invalid` for an entry that is neither an address nor a block. */
export function createSourceList(entries: readonly string[]): SourceList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    const most = version === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most || bits === '')
      throw new AppError(
        'config_invalid',
        'A SIP source must be an IP address or a block like 192.0.2.0/24.',
      );
    list.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  }
  return {
    has(address) {
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
      const version = isIP(plain);
      return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}
