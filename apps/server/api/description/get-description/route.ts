import type { Api } from '../../api.ts';

/** `GET /openapi.json`: OpenAPI 3.1, made from the schemas the routes check with. */
export function getDescription(api: Api): void {
  api.get(
    '/openapi.json',
    {
      schema: { hide: true },
      config: { access: { kind: 'public', why: 'it describes, and holds nothing' } },
    },
    (_request, reply) => {
      const sockets = api.routeTable.filter(({ isWebSocket }) => isWebSocket).map(({ url }) => url);
      return reply.send({ ...api.swagger(), 'x-websockets': sockets });
    },
  );
}
