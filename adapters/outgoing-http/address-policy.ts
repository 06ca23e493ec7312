import { AppError } from '@allo/kernel';
import { addressBytes, type IpNetwork, readIpNetwork } from './ip-network.ts';

/** Which addresses a tenant's request may reach. */
export interface AddressPolicy {
  isAllowed(address: string): boolean;
}

/** IANA special-purpose registries (RFC 6890 and its updates): what is not the public Internet. */
const special = networks([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001::/23',
  '2001:db8::/32',
  '3fff::/20',
]);

/** All of IPv6 that was ever handed out (RFC 4291 §2.4); whatever lies outside is special. */
const handedOutIpv6 = networks(['2000::/3']);

/**
 * Never reached, even inside a network the owner of the installation allowed: "this host", link-local and the other
 * addresses where clouds keep the machine's credentials, multicast, broadcast, and every form of IPv6 that wraps an
 * IPv4 address and would go round the list: ::/8 holds mapped, compatible and NAT64 (RFC 4291, 6052, 8215), then
 * Teredo and 6to4.
 */
const neverReached = networks([
  '0.0.0.0/8',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.0.0/16',
  '192.0.0.192',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/8',
  '2001::/32',
  '2002::/16',
  'fd00:ec2::254',
  'fd20:ce::254',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]);
const loopbackIpv6 = networks(['::1']);

/**
 * Public addresses, and those of `allowedNetworks` (for an installation whose own services are on its LAN). Throws
 * `config_invalid` for an entry that is no address or block.
 */
export function createAddressPolicy(allowedNetworks: readonly string[] = []): AddressPolicy {
  const allowed = networks(allowedNetworks);
  return {
    isAllowed(address) {
      const bytes = addressBytes(address);
      if (!bytes) return false;
      if (isIn(neverReached, bytes) && !isIn(loopbackIpv6, bytes)) return false;
      if (isIn(allowed, bytes)) return true;
      if (bytes.length === 16 && !isIn(handedOutIpv6, bytes)) return false;
      return !isIn(special, bytes);
    },
  };
}

function isIn(list: readonly IpNetwork[], bytes: Uint8Array): boolean {
  return list.some((network) => network.has(bytes));
}

function networks(entries: readonly string[]): IpNetwork[] {
  return entries.map((entry) => {
    const network = readIpNetwork(entry);
    if (network) return network;
    throw new AppError('config_invalid', 'A network must be an address or a block like 192.168.0.0/16.');
  });
}
