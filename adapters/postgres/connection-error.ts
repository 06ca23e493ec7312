import { AppError } from '@allo/kernel';

/** What a failed connection to a real server comes from and how to mend it; never the password. */
const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: start the server or correct the address',
  ENOTFOUND: 'the host name is unknown: correct it',
  EAI_AGAIN: 'the host name cannot be resolved now: check the network',
  ETIMEDOUT: 'no answer: check the address and the firewall',
  EHOSTUNREACH: 'the host cannot be reached: check the network',
  ENETUNREACH: 'the host cannot be reached: check the network',
  ENOENT: 'there is no such socket: start the server or correct the address',
  '28P01': 'the password is wrong',
  '28000': 'the server refuses this user: correct the user or pg_hba.conf',
  '3D000': 'there is no such database: create it (createdb) or correct the name',
  '53300': 'the server has no free connection: raise max_connections',
  '57P03': 'the server is still starting: try again in a moment',
};

/** One clear line out of whatever the driver threw while connecting to `databaseUrl`. */
export function connectionError(databaseUrl: string, thrown: unknown): AppError {
  const error = firstOf(thrown);
  const code = (error as { code?: string }).code ?? '';
  const message = error instanceof Error ? error.message : String(error);
  // The driver's own time limit, and a connection cut off, have no code.
  const isLate = code === '' && /timeout|terminated/.test(message);
  const reason = reasons[isLate ? 'ETIMEDOUT' : code] ?? message;
  return new AppError('database_failed', `Cannot use DATABASE_URL (${describe(databaseUrl)}): ${reason}.`, {
    cause: thrown,
  });
}

/** A host with several addresses fails with all of them at once. */
function firstOf(thrown: unknown): unknown {
  return thrown instanceof AggregateError ? (thrown.errors[0] ?? thrown) : thrown;
}

function describe(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    const user = url.username ? `${url.username}@` : '';
    return `${user}${url.host}${url.pathname}`;
  } catch {
    return 'not a URL';
  }
}
