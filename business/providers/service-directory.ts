import type { OrgId } from '@allo/contracts';
import { type ProviderPort, providerPorts } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { eq } from 'drizzle-orm';
import { providers } from '../schema/index.ts';
import { type OpenedProvider, openProvider, type ProviderDeps } from './providers.ts';

/** Absent: the instance's service. Null: the organisation has one of its own that cannot be used. */
export type OwnServices = Partial<Record<ProviderPort, OpenedProvider | null>>;

/** What organisations use in calls instead of the instance's services. */
export interface ServiceDirectory {
  /** As stored now; as last known while the database makes the caller wait. Never rejects. */
  of(orgId: OrgId): Promise<OwnServices>;
}

/** A caller is not kept waiting longer for a slow database. */
const patienceMs = 300;

/**
 * Reads every organisation's services once, so that the first call while the database is away does not go to a server
 * its organisation did not choose.
 */
export async function openServiceDirectory(deps: ProviderDeps): Promise<ServiceDirectory> {
  const known = new Map<OrgId, OwnServices>();
  const read = async (orgId: OrgId): Promise<OwnServices> => {
    const services = await readServices(deps, orgId);
    known.set(orgId, services);
    return services;
  };
  const owners = await deps.db.acrossOrganisations(
    'services of all organisations are known before the first call',
    (tx) => tx.selectDistinct({ orgId: providers.orgId }).from(providers),
  );
  for (const { orgId } of owners) await read(orgId as OrgId);
  return {
    of: async (orgId) => {
      const waited = new AbortController();
      const late = deps.clock.sleep(patienceMs, waited.signal).then(
        () => null,
        () => null,
      );
      const fresh = read(orgId).catch((error: unknown) => {
        deps.log.warn(
          { orgId, error },
          'services of an organisation cannot be read anew; the last known are used',
        );
        return null;
      });
      const services = await Promise.race([fresh, late]);
      waited.abort();
      return services ?? known.get(orgId) ?? {};
    },
  };
}

async function readServices(deps: ProviderDeps, orgId: OrgId): Promise<OwnServices> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const rows = await tx.select({ port: providers.port }).from(providers).where(eq(providers.orgId, orgId));
    const own = new Set(rows.map(({ port }) => port));
    const services: OwnServices = {};
    for (const port of providerPorts.filter((one) => own.has(one))) {
      try {
        const opened = await openProvider(deps, tx, orgId, port);
        if (opened) services[port] = opened;
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'secret_unreadable')) throw error;
        // Not the instance's instead: what callers say must not go where the organisation did not send it.
        deps.log.error({ orgId, port, error }, 'the key of a service cannot be read: calls go without it');
        services[port] = null;
      }
    }
    return services;
  });
}
