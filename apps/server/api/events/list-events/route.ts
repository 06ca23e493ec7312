import { eventStreamQuerySchema, eventStreamSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { topicPermission, visibleTopics } from '../topic-permission.ts';

/** `GET /v1/events`: everything that happened in the organisation, in order, from any position of the last seven days. */
export function listEvents(api: Api, { events }: Pick<ApiDeps, 'events'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/events',
    permission: 'events:read',
    tag: 'events',
    summary: 'Events in order, from any position',
    description:
      'Answers `gone` when events behind `after` are no longer kept. Without `topic`: all topics the asker may see.',
    query: eventStreamQuerySchema,
    replies: { 200: eventStreamSchema },
    handle: ({ orgId, principal, query: { after, limit, topic } }) => {
      const visible = visibleTopics(principal);
      if (topic && !visible.includes(topic)) {
        throw new AppError('forbidden', `This needs the permission ${topicPermission(topic)}.`);
      }
      return events.read({ orgId, topics: topic ? [topic] : visible, after, limit });
    },
  });
}
