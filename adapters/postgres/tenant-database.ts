import { AppError } from '@allo/kernel';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg, { type Pool } from 'pg';

/** Transactions under row-level security; the shape business asks for. */
export interface TenantDatabase {
  inOrganisation<T>(orgId: string, work: (tx: NodePgDatabase) => Promise<T>): Promise<T>;
  acrossOrganisations<T>(why: string, work: (tx: NodePgDatabase) => Promise<T>): Promise<T>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The role and the organisation are set for the transaction alone and together with its BEGIN, so that they cost no
 * round trip and a connection that returns to the pool carries nobody's rights.
 */
export function createTenantDatabase(pool: Pool): TenantDatabase {
  return {
    inOrganisation: (orgId, work) => {
      // The one value put into SQL as text: SET takes no parameters.
      if (!uuid.test(orgId)) throw new AppError('not_found', 'There is no such organisation.');
      return transact(pool, `BEGIN; SET LOCAL ROLE allo_app; SET LOCAL allo.org_id = '${orgId}'`, work);
    },
    acrossOrganisations: (_why, work) => transact(pool, 'BEGIN; SET LOCAL ROLE allo_system', work),
  };
}

async function transact<T>(pool: Pool, begin: string, work: (tx: NodePgDatabase) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(rethrow);
  let isBroken = false;
  try {
    await client.query(begin).catch(rethrow);
    const result = await work(drizzle(client));
    await client.query('COMMIT').catch(rethrow);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    // A connection that cannot even roll back is thrown away.
    client.release(isBroken);
  }
}

/** What the server said stays as it is; where it said nothing, it is away. */
function rethrow(error: unknown): never {
  if (error instanceof pg.DatabaseError) throw error;
  throw new AppError('database_failed', 'The database does not answer now: try again in a moment.', {
    detail: (error as Error).message,
    cause: error,
  });
}
