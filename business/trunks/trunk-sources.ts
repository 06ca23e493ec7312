import { BlockList, isIP } from 'node:net';
import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { isNull } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { trunks } from '../schema/index.ts';

// A provider's own block; a larger one would let strangers in.
const shortestPrefix = { 4: 24, 6: 48 };

interface Network {
  address: string;
  prefix: number;
  family: 4 | 6;
}

/**
 * Checks where a trunk calls from. Without a password an address is all the proof there is: it must be narrow, and no
 * other organisation's. Throws `bad_request`, `conflict`.
 */
export async function requireOwnSources(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  trunkId: string,
  { sources, hasPassword }: { sources: string[]; hasPassword: boolean },
): Promise<void> {
  const networks = sources.map((text) => {
    const network = readNetwork(text);
    if (!network) throw new AppError('bad_request', `body.sources: ${text} is not an IP address or network.`);
    return network;
  });
  if (hasPassword) return;
  if (networks.length === 0) {
    throw new AppError(
      'bad_request',
      'body.sources: name addresses it calls from, or a user name and password.',
    );
  }
  if (networks.some(({ prefix, family }) => prefix < shortestPrefix[family])) {
    const cure = 'name single addresses or blocks up to /24 (IPv6: /48), or a user name and password.';
    throw new AppError(
      'bad_request',
      `body.sources: the network is too large to trust without a password: ${cure}`,
    );
  }
  const others = await db.acrossOrganisations('an address may open one organisation only', (tx) =>
    tx
      .select({ orgId: trunks.orgId, id: trunks.id, sources: trunks.sources })
      .from(trunks)
      .where(isNull(trunks.username)),
  );
  const isForeign = others
    .filter((other) => other.orgId !== orgId && other.id !== trunkId)
    .flatMap((other) => other.sources.flatMap((text) => readNetwork(text) ?? []))
    .some((foreign) => networks.some((own) => overlap(own, foreign)));
  if (isForeign) {
    const cure = 'this server cannot tell whose its calls are: use a user name and password.';
    throw new AppError('conflict', `One of the addresses is in use without a password already; ${cure}`);
  }
}

/** Null for what is neither an address nor a block. */
export function readNetwork(text: string): Network | null {
  const [address = '', bits, rest] = text.split('/');
  const family = isIP(address);
  if (rest !== undefined || (family !== 4 && family !== 6)) return null;
  const most = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  return Number.isInteger(prefix) && prefix >= 1 && prefix <= most ? { address, prefix, family } : null;
}

/** Two blocks overlap where one holds the other's first address. */
export function overlap(one: Network, other: Network): boolean {
  return one.family === other.family && (holds(one, other.address) || holds(other, one.address));
}

function holds({ address, prefix, family }: Network, wanted: string): boolean {
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, prefix, kind);
  return list.check(wanted, kind);
}
