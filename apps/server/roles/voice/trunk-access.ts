import { BlockList, isIP } from 'node:net';
import type { InboundTrunk, TrunkDirectory } from '@allo/business';
import type { SipInvitation, SipTrunk } from '@allo/call/wire/sip';
import type { OrgId } from '@allo/contracts';

interface AnsweredCall<A> {
  orgId: OrgId;
  agent: A;
}

/** Whose an incoming call is, by the trunk it came by. */
export interface TrunkAccess {
  /** Trunks of organisations after those of the settings, as the SIP side takes them. */
  sipTrunks(): SipTrunk[];
  /** Null: nobody's, so the first organisation's. */
  organisationOf(trunkId: string | null, sourceAddress: string): OrgId | null;
}

/**
 * `fixed` come from the settings and stand above all: an address of theirs, or one of `openSources`, is never another
 * organisation's merely because a trunk without a password names it.
 */
export function createTrunkAccess(
  directory: Pick<TrunkDirectory, 'current'>,
  fixed: readonly SipTrunk[],
  openSources: readonly string[],
): TrunkAccess {
  const open = blockList(openSources);
  const sipId = (trunk: InboundTrunk) => `trunk-${trunk.id}`;
  return {
    sipTrunks: () => [
      ...fixed,
      ...directory.current().map((trunk) => ({
        id: sipId(trunk),
        sources: trunk.sources,
        ...(trunk.credentials ? { credentials: trunk.credentials } : {}),
      })),
    ],
    organisationOf: (trunkId, sourceAddress) => {
      const trunk = directory.current().find((one) => sipId(one) === trunkId);
      if (!trunk) return null;
      return trunk.credentials === null && open(sourceAddress) ? null : trunk.orgId;
    },
  };
}

/** Finds whose an invitation is and who answers it; null: nobody. `first` is whose the calls of the settings' sources are. */
export function createCallResolver<A>(
  access: TrunkAccess,
  first: OrgId,
  agents: { resolveAgent(orgId: OrgId, called: string): Promise<A | null> },
): (invitation: Pick<SipInvitation, 'facts' | 'trunkId' | 'source'>) => Promise<AnsweredCall<A> | null> {
  return async ({ facts, trunkId, source }) => {
    const orgId = access.organisationOf(trunkId, source.address) ?? first;
    const agent = await agents.resolveAgent(orgId, facts.to);
    return agent && { orgId, agent };
  };
}

function blockList(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const isVersion6 = isIP(address) === 6;
    list.addSubnet(address, Number(bits ?? (isVersion6 ? 128 : 32)), isVersion6 ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  };
}
