import fastifySwaggerUi from '@fastify/swagger-ui';
import type { Api } from '../../api.ts';

/** `GET /docs`: the description as pages people read and try requests on; nothing is loaded from elsewhere. */
export async function showDocs(api: Api): Promise<void> {
  await api.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Allo API' },
    uiConfig: { docExpansion: 'list', deepLinking: true, persistAuthorization: false },
  });
}
