import type { Permission, Principal } from '@allo/contracts/access';
import { type EventTopic, eventTopics } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { z } from 'zod';
import { topicPermission } from '../events/topic-permission.ts';

/** What a live screen follows. */
export interface LiveWants {
  /** `{type: 'call', call}` whenever a call changed. */
  calls: boolean;
  /** `{type: 'event', event}` of these topics. */
  topics: ReadonlySet<EventTopic>;
  /** Position of the last message had; null: from now on. */
  after: number | null;
}

const names = ['calls', ...eventTopics] as const;
const querySchema = z.object({
  topics: z
    .string()
    .default('calls')
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(names)).min(1)),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** Reads the query of `/v1/live`. Throws `bad_request` or `forbidden` with what is wrong. */
export function readLiveWants(query: unknown, principal: Pick<Principal, 'permissions'>): LiveWants {
  const parsed = querySchema.safeParse(query);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? 'query');
    throw new AppError(
      'bad_request',
      `${field} is wrong: topics are ${names.join(', ')}; after is a position.`,
    );
  }
  const wanted = new Set<string>(parsed.data.topics);
  const topics = eventTopics.filter((topic) => wanted.has(topic));
  for (const topic of topics) demand(principal, topicPermission(topic));
  return { calls: wanted.has('calls'), topics: new Set(topics), after: parsed.data.after ?? null };
}

function demand(principal: Pick<Principal, 'permissions'>, permission: Permission): void {
  if (principal.permissions.has(permission)) return;
  throw new AppError('forbidden', `This needs the permission ${permission}.`);
}
