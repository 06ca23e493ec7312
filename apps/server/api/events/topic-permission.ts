import type { Permission, Principal } from '@allo/contracts/access';
import { type EventTopic, eventTopics } from '@allo/contracts/ports';

/** What one must be allowed to see the events of a topic: what was said in calls is in their events. */
const needed: Record<EventTopic, Permission> = {
  'call-events': 'calls:listen',
  'agent-events': 'calls:listen',
  'tool-events': 'calls:listen',
  'billing-events': 'billing:read',
  'platform-events': 'events:read',
};

export function topicPermission(topic: EventTopic): Permission {
  return needed[topic];
}

/** The topics somebody may see. */
export function visibleTopics(principal: Pick<Principal, 'permissions'>): EventTopic[] {
  return eventTopics.filter((topic) => principal.permissions.has(needed[topic]));
}
