import type { OrgId } from '@allo/contracts';
import type { BusRecord } from '@allo/contracts/ports';
import type { Message, MessageToProduce } from '@platformatic/kafka';

/** Header names, for readers in other languages. The key of the message is the ordering key, its value JSON. */
const headers = { eventId: 'event-id', position: 'position', orgId: 'org-id' } as const;

export type TextMessage = Message<string, string, string, string>;

export function toMessage(
  topic: string,
  record: BusRecord,
): MessageToProduce<string, string, string, string> {
  return {
    topic,
    key: record.key,
    // JSON has no word for undefined.
    value: JSON.stringify(record.value ?? null),
    headers: {
      [headers.eventId]: record.eventId,
      [headers.position]: String(record.position),
      [headers.orgId]: record.orgId,
    },
  };
}

/** Null when it is not one of ours: anybody can write to a topic. */
export function fromMessage(message: TextMessage): BusRecord | null {
  const eventId = message.headers.get(headers.eventId);
  const orgId = message.headers.get(headers.orgId);
  const position = Number(message.headers.get(headers.position) ?? Number.NaN);
  if (!eventId || !orgId || !Number.isSafeInteger(position)) return null;
  try {
    return {
      orgId: orgId as OrgId,
      key: message.key,
      eventId,
      position,
      value: JSON.parse(message.value) as unknown,
    };
  } catch {
    return null;
  }
}
