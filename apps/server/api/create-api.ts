import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyReply } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { guardAccess } from './access/index.ts';
import { addAccountRoutes } from './accounts/index.ts';
import { addAgentRoutes } from './agents/index.ts';
import { acceptWebSockets } from './accept-web-sockets.ts';
import type { Api } from './api.ts';
import type { ApiDeps } from './api-deps.ts';
import { readJson } from './bodies/read-json.ts';
import { placeCall } from './browser-call/place-call/route.ts';
import { addCallRoutes } from './calls/index.ts';
import { serveConsole } from './console/serve-console/route.ts';
import { describeUploads } from './description/describe-uploads.ts';
import { getDescription } from './description/get-description/route.ts';
import { showDocs } from './description/show-docs/route.ts';
import { addAuditRoutes } from './audit/index.ts';
import { answerProblems, sendProblem } from './errors/answer-problems.ts';
import { problemOf } from './errors/problem.ts';
import { listEvents } from './events/list-events/route.ts';
import { allowOrigins } from './guards/allow-origins.ts';
import { guardRequests } from './guards/guard-requests.ts';
import { getReady } from './health/get-ready/route.ts';
import { getHealth } from './health/get-health/route.ts';
import { replayRequests } from './idempotency/replay-requests.ts';
import { addInvitationRoutes } from './invitations/index.ts';
import { addKeyRoutes } from './keys/index.ts';
import { limitRequests } from './limits/limit-requests.ts';
import { addLeadRoutes } from './leads/index.ts';
import { followEvents } from './live/follow-events/route.ts';
import { addMemberRoutes } from './members/index.ts';
import { getMe } from './me/index.ts';
import { addNumberRoutes } from './numbers/index.ts';
import { addMcpRoutes } from './mcp/index.ts';
import { addPrivacyRoutes } from './privacy/index.ts';
import { addOrganisationRoutes } from './organisations/index.ts';
import { addWebhookRoutes } from './webhooks/index.ts';
import { addProviderRoutes } from './providers/index.ts';
import { addRedactionRoutes } from './redaction/index.ts';
import { addSecretRoutes } from './secrets/index.ts';
import { getSystem } from './system/get-system/route.ts';
import { addToolRoutes } from './tools/index.ts';
import { addTrunkRoutes } from './trunks/index.ts';
import { addKnowledgeRoutes } from './knowledge-bases/index.ts';
import { getUsage } from './usage/get-usage/route.ts';

const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, made in the console or by POST /v1/keys.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'allo.session_token',
    description: 'The cookie of POST /v1/auth/sign-in.',
  },
} as const;
const maxBodyBytes = 1_000_000;
const requestIdBytes = 8;

/** The HTTP edge, ready to listen: API, WebSockets and console on one port. `close()` ends the sockets too. */
export async function createApi(deps: ApiDeps): Promise<Api> {
  const api: Api = Fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    genReqId: () => deps.ids.token(requestIdBytes),
    // A browser's idle connections must not hold up the end of the process.
    forceCloseConnections: true,
    trustProxy: deps.publicUrl !== null && deps.trustedProxies.length > 0 ? deps.trustedProxies : false,
    // An address that cannot be read never reaches a route, nor the error handler of routes.
    frameworkErrors: (error, request, reply) => {
      void sendProblem(reply as unknown as FastifyReply, problemOf(error, request.id));
    },
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  answerProblems(api, deps.log);
  readJson(api);
  // Before the guards: it must know of an upgrade to drop its connection when a guard refuses it.
  await acceptWebSockets(api, deps.clock);
  guardRequests(api, deps.publicUrl, deps.corsOrigins);
  await allowOrigins(api, deps.corsOrigins);
  guardAccess(api, deps.access);
  limitRequests(api, deps.limiter, deps.requestsPerMinute);
  replayRequests(api, deps.requestMemory, deps.log);
  await api.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Allo', version: deps.version, description: 'AI voice agents on the telephone.' },
      components: { securitySchemes },
    },
    transform: describeUploads,
  });
  await showDocs(api);
  api.after(() => addRoutes(api, deps));
  await serveConsole(api, deps.consoleDir);
  await api.ready();
  return api;
}

function addRoutes(api: Api, deps: ApiDeps): void {
  getHealth(api, deps);
  getReady(api, deps);
  addAccountRoutes(api, deps.accounts);
  getMe(api, deps);
  addOrganisationRoutes(api, deps);
  addMemberRoutes(api, deps);
  addInvitationRoutes(api, deps);
  addKeyRoutes(api, deps);
  addAuditRoutes(api, deps);
  getSystem(api, deps);
  addAgentRoutes(api, deps);
  addNumberRoutes(api, deps);
  addTrunkRoutes(api, deps);
  addToolRoutes(api, deps);
  addKnowledgeRoutes(api, deps);
  getUsage(api, deps);
  addCallRoutes(api, deps);
  addLeadRoutes(api, deps);
  addProviderRoutes(api, deps);
  addRedactionRoutes(api, deps);
  addSecretRoutes(api, deps);
  addPrivacyRoutes(api, deps);
  addMcpRoutes(api, deps);
  addWebhookRoutes(api, deps);
  listEvents(api, deps);
  followEvents(api, deps);
  placeCall(api, deps);
  getDescription(api);
}
