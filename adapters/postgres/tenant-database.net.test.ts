import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { AppError } from '@allo/kernel';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTenantDatabase } from './tenant-database.ts';

const orgId = '01900000-0000-7000-8000-000000000001';

describe('a tenant database', () => {
  let server: Server;
  let pool: pg.Pool;

  beforeEach(async () => {
    // Whoever comes is sent away without a word, as by a server that was just killed.
    server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    pool = new pg.Pool({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'allo' });
  });
  afterEach(async () => {
    await pool.end();
    server.close();
  });

  const failure = async (): Promise<unknown> => {
    const db = createTenantDatabase(pool);
    return db.inOrganisation(orgId, async () => 'done').catch((error: unknown) => error);
  };

  it('breaks the connection off / it says that the database does not answer', async () => {
    expect(await failure()).toMatchObject({ code: 'database_failed', retryable: true });
  });

  it('is not there / it says that the database does not answer, the cause kept', async () => {
    server.close();
    await once(server, 'close');
    const error = (await failure()) as AppError;
    expect(error).toBeInstanceOf(AppError);
    expect(error.code).toBe('database_failed');
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
