import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import type { CallSummary } from '@allo/contracts/http';
import type { EventTopic } from '@allo/contracts/ports';
import type { LiveWants } from './live-wants.ts';

/** One message as it goes to every screen that wants it: made into text once, however many there are. */
export interface LiveMessage {
  position: number;
  /** `calls` or the topic of the event. */
  kind: 'calls' | EventTopic;
  text: string;
}

export type LoadCalls = (orgId: OrgId, ids: readonly string[]) => Promise<CallSummary[]>;

/** Whether a screen wants a message. */
export function isWanted(wants: LiveWants, { kind }: LiveMessage): boolean {
  return kind === 'calls' ? wants.calls : wants.topics.has(kind);
}

/**
 * The messages that events of one organisation make, in order of position: every event of the topics somebody wants, and
 * every call that changed, as it is now, at the position of its last event.
 */
export async function liveMessages(
  orgId: OrgId,
  events: readonly OutboxEvent[],
  wanted: Pick<LiveWants, 'calls' | 'topics'>,
  loadCalls: LoadCalls,
): Promise<LiveMessage[]> {
  const messages: LiveMessage[] = [];
  const lastOf = new Map<string, number>();
  for (const event of events) {
    const { position, topic, callId, seq } = event;
    // What is told because of a call, without being of it, does not change it.
    if (callId !== null && seq !== null) lastOf.set(callId, position);
    if (!wanted.topics.has(topic)) continue;
    messages.push({ position, kind: topic, text: JSON.stringify({ type: 'event', event }) });
  }
  if (wanted.calls && lastOf.size > 0) {
    for (const call of await loadCalls(orgId, [...lastOf.keys()])) {
      const position = lastOf.get(call.id) as number;
      messages.push({ position, kind: 'calls', text: JSON.stringify({ type: 'call', call, position }) });
    }
  }
  return messages.sort((a, b) => a.position - b.position);
}
