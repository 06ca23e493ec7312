import type { Permission, Principal } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import type { IncomingHttpHeaders } from 'node:http';
import type { RouteOptions } from 'fastify';
import type { Api } from '../api.ts';

/** Who may use a route; every route says so, or the server does not start. */
export type RouteAccess =
  /** Somebody with this permission in the organisation the request is for; null: the handler looks itself. */
  | { kind: 'tenant'; permission: Permission | null }
  /** Anybody who signed in, whatever their organisations. */
  | { kind: 'account'; why: string }
  | { kind: 'public'; why: string };

/** Somebody who signed in as a person. */
export interface Account {
  userId: string;
  email: string;
  name: string;
  /** The device, for signing it out. */
  sessionId: string;
}

export interface AskedBy {
  headers: IncomingHttpHeaders;
  /** The organisation asked for (`Allo-Organisation` header, or `organisation` in the address of a WebSocket or a GET); null: the only one. */
  organisation: string | null;
  /** Where the request came from. */
  address: string;
}

/** Tells who asks. */
export interface AccessControl {
  /** Throws `unauthorized` for nobody, `not_found` for an organisation they are not in. */
  principalOf(asked: AskedBy): Promise<Principal>;
  /** Throws `unauthorized` for nobody and for API keys. */
  accountOf(asked: AskedBy): Promise<Account>;
}

export interface RouteEntry {
  method: string;
  url: string;
  access: RouteAccess;
  isWebSocket: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Of a tenant route. */
    principal: Principal | null;
    /** Of an account route. */
    account: Account | null;
    /** Of a tenant's WebSocket: whether whoever opened it may still do all they might then. Never rejects. */
    isStillAllowed: (() => Promise<boolean>) | null;
  }
  interface FastifyInstance {
    /** Every route that can be asked for: the isolation prober and the fuzzer walk it. */
    routeTable: readonly RouteEntry[];
  }
}

/** Routes that libraries add; they hold nobody's data. */
function declare(route: RouteOptions, why: string): void {
  route.config = { ...route.config, access: { kind: 'public', why } };
}

/** Before any handler: who asks, in which organisation, and whether they may. */
export function guardAccess(api: Api, access: AccessControl): void {
  const table: RouteEntry[] = [];
  api.decorate('routeTable', table);
  api.decorateRequest('principal', null);
  api.decorateRequest('account', null);
  api.decorateRequest('isStillAllowed', null);
  api.addHook('onRoute', (route) => {
    // The files of the console hold nobody's data.
    if (route.url === '/*' || route.url === '*')
      declare(route, 'the console, and what browsers ask beforehand');
    if (/^\/docs(\/|$)/.test(route.url)) declare(route, 'the description of the API');
    const declared = route.config?.access;
    if (!declared) throw new Error(`${String(route.method)} ${route.url} does not say who may use it`);
    for (const method of [route.method].flat()) {
      if (method === 'HEAD') continue;
      table.push({ method, url: route.url, access: declared, isWebSocket: 'wsHandler' in route });
    }
  });
  api.addHook('onRequest', async (request) => {
    const declared = request.routeOptions.config.access;
    // Nothing at this address: nobody has to be known for saying so.
    if (!declared || declared.kind === 'public') return;
    const query = request.query as Record<string, unknown>;
    // What plays a recording or saves a file cannot send headers, no more than a socket can.
    const isReading = request.ws || request.method === 'GET';
    const wanted = request.headers['allo-organisation'] ?? (isReading ? query.organisation : undefined);
    const asked: AskedBy = {
      headers: request.headers,
      organisation: typeof wanted === 'string' ? wanted : null,
      address: request.ip,
    };
    if (declared.kind === 'account') {
      request.account = await access.accountOf(asked);
      return;
    }
    const principal = await access.principalOf(asked);
    if (declared.permission !== null && !principal.permissions.has(declared.permission)) {
      const detail = `This needs the permission ${declared.permission}: ask an owner or admin of the organisation.`;
      throw new AppError('forbidden', detail);
    }
    request.principal = principal;
    if (request.ws) request.isStillAllowed = () => isUnchanged(access, asked, principal);
  });
}

async function isUnchanged(access: AccessControl, asked: AskedBy, then: Principal): Promise<boolean> {
  try {
    const now = await access.principalOf(asked);
    return now.orgId === then.orgId && [...then.permissions].every((one) => now.permissions.has(one));
  } catch (error) {
    // That nobody can say is no refusal: the database may be away.
    return !(error instanceof AppError && ['unauthorized', 'not_found', 'forbidden'].includes(error.code));
  }
}
