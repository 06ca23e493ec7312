import type { OrgId } from '@allo/contracts';
import type { Permission, Principal } from '@allo/contracts/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { problemResponses } from '../errors/problem-responses.ts';
import type { Account, RouteAccess } from './route-access.ts';

type Schema = z.ZodType;

/** For the description alone: what it means, and that it must be there, is told by `ifMatch`. */
const ifMatchHeaders = z.looseObject({
  'if-match': z
    .string()
    .optional()
    .describe('Needed: the ETag of what was read, or * for whatever is there now'),
});
type Output<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;
type Replies = Record<number, Schema>;

interface Shape<P, Q, B, R> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  /** Groups routes in the description. */
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** By status; `noContent` for 204. */
  replies: R;
  /** Media types of a reply that is not JSON. */
  produces?: string[];
  /** Of a route that takes something else than a JSON body. */
  consumes?: string[];
  /** Bytes; 1 MB unless told. */
  bodyLimit?: number;
  /** An edit that names the version it was made of: 428 without If-Match. */
  needsIfMatch?: boolean;
  /** Its reply shows a secret once: it is not kept for a repeated request. */
  repliesWithSecret?: boolean;
}

interface Asked<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined> {
  params: Output<P>;
  query: Output<Q>;
  body: Output<B>;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a handler may answer: the body of one of its replies, or the reply it sent itself. */
type Answer<R extends Replies> = z.input<R[keyof R]> | FastifyReply;
type Handler<A, R extends Replies> = (ask: A) => Promise<Answer<R>> | Answer<R>;

/** A route of one organisation's data: only a principal with `permission` reaches the handler. */
export function tenantRoute<
  R extends Replies,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  api: Api,
  route: Shape<P, Q, B, R> & {
    /** Null: whoever belongs to the organisation; the handler looks at `principal.permissions` itself. */
    permission: Permission | null;
    handle: Handler<Asked<P, Q, B> & { orgId: OrgId; principal: Principal }, R>;
  },
): void {
  register(api, route, { access: { kind: 'tenant', permission: route.permission } }, (request, reply) => {
    const principal = request.principal as Principal;
    return route.handle({ ...asked<P, Q, B>(request, reply), orgId: principal.orgId, principal });
  });
}

/** A route for whoever signed in, before an organisation is chosen. `why` tells why it is not a tenant's. */
export function accountRoute<
  R extends Replies,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  api: Api,
  route: Shape<P, Q, B, R> & { why: string; handle: Handler<Asked<P, Q, B> & { account: Account }, R> },
): void {
  register(api, route, { access: { kind: 'account', why: route.why } }, (request, reply) =>
    route.handle({ ...asked<P, Q, B>(request, reply), account: request.account as Account }),
  );
}

/** A route for everybody. `why` tells why nobody has to be known. */
export function publicRoute<
  R extends Replies,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(api: Api, route: Shape<P, Q, B, R> & { why: string; handle: Handler<Asked<P, Q, B>, R> }): void {
  register(api, route, { access: { kind: 'public', why: route.why } }, (request, reply) =>
    route.handle(asked<P, Q, B>(request, reply)),
  );
}

function asked<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined>(
  request: FastifyRequest,
  reply: FastifyReply,
): Asked<P, Q, B> {
  // Checked by the very schemas before the handler is reached.
  const { params, query, body } = request as { params: unknown; query: unknown; body: unknown };
  return {
    params: params as Output<P>,
    query: query as Output<Q>,
    body: body as Output<B>,
    request,
    reply,
  };
}

/** How the description says who may use a route. */
function describedAccess(access: RouteAccess): object {
  switch (access.kind) {
    case 'tenant':
      return {
        security: [{ key: [] }, { session: [] }],
        ...(access.permission && { 'x-permission': access.permission }),
      };
    case 'account':
      return { security: [{ session: [] }] };
    case 'public':
      return { security: [] };
  }
}

function register(
  api: Api,
  route: Shape<Schema | undefined, Schema | undefined, Schema | undefined, Replies>,
  config: { access: RouteAccess },
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown,
): void {
  const { method, url, tag, summary, description, params, query, body, replies, produces, consumes } = route;
  api.route({
    method,
    url,
    config: route.repliesWithSecret ? { ...config, repliesWithSecret: true } : config,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    schema: {
      tags: [tag],
      summary,
      ...describedAccess(config.access),
      ...(description && { description }),
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(route.needsIfMatch && { headers: ifMatchHeaders }),
      ...(produces && { produces }),
      ...(consumes && { consumes }),
      response: { ...replies, ...problemResponses },
    },
    handler: (request, reply) =>
      handler(request as unknown as FastifyRequest, reply as unknown as FastifyReply) as never,
  });
}
