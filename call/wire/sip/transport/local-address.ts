import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** What the choice needs of a network interface; `networkInterfaces()` gives it. */
export type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * The address of this machine that `source` can reach: the one on the same network, else the first that is not
 * loopback. For a loopback source, loopback. Falls back to `127.0.0.1`.
 */
export function localAddressFacing(source: string, interfaces: Interfaces = networkInterfaces()): string {
  const plain = source.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const family = isIP(plain) === 6 ? 'IPv6' : 'IPv4';
  if (plain === '::1') return '::1';
  if (plain.startsWith('127.')) return '127.0.0.1';
  const addresses = Object.values(interfaces).flatMap((list) => list ?? []);
  const same = addresses.filter((entry) => entry.family === family && !entry.internal);
  const near = same.find((entry) => isInside(plain, entry.cidr));
  const scope = (entry: (typeof same)[number]) => (entry.address.startsWith('fe80') ? 1 : 0);
  const any = same.toSorted((a, b) => scope(a) - scope(b))[0];
  return (near ?? any)?.address ?? '127.0.0.1';
}

function isInside(address: string, cidr: string | null): boolean {
  const [network, bits] = (cidr ?? '').split('/');
  if (!network || bits === undefined || isIP(network) === 0) return false;
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  block.addSubnet(network, Number(bits), family);
  return block.check(address, family);
}
