import type { EventPage, EventQuery } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import { type EventTopic, eventTopics } from '@allo/contracts/ports';
import { AppError, type Clock } from '@allo/kernel';
import type { WebSocket } from '../../web-socket.ts';
import type { LiveHub } from '../live-hub.ts';
import { isWanted, type LiveMessage, liveMessages, type LoadCalls } from '../live-messages.ts';
import type { LiveWants } from '../live-wants.ts';

export interface FollowerDeps {
  hub: LiveHub;
  readEvents(query: EventQuery): Promise<EventPage>;
  loadCalls: LoadCalls;
  clock: Clock;
}

/** A reader so far behind is gone or hopeless; it comes back and resumes. */
const maxBufferedBytes = 1_000_000;
/** While it catches up, more is sent only when so little is on its way. */
const roomBytes = 256_000;
const roomPollMs = 20;
const page = 500;
/** Of events a call is made of. */
const callTopics: readonly EventTopic[] = ['call-events', 'agent-events', 'tool-events'];
/** RFC 6455 §7.4.1 and the registry of codes: come again later. */
const tryAgainLater = 1013;

/**
 * Lets a socket follow its organisation: first what it missed since `after`, then what happens, none twice and none
 * missing, and in between `{type: 'ready', position}`. Where what it missed is no longer kept it is told
 * `{type: 'too-old', position}` first: it must load what it shows anew. Answers how to stop.
 */
export function follow(deps: FollowerDeps, socket: WebSocket, orgId: OrgId, wants: LiveWants): () => void {
  const { hub, readEvents, loadCalls, clock } = deps;
  const stopping = new AbortController();
  /** What comes live while the past is still being sent; null when it is. */
  let held: LiveMessage[] | null = [];
  /** Messages up to here belong to the past. */
  let floor = Math.max(hub.position, wants.after ?? 0);

  const send = (text: string): void => {
    if (socket.readyState !== 1) return;
    if (socket.bufferedAmount > maxBufferedBytes) return socket.terminate();
    socket.send(text);
  };

  const take = (messages: readonly LiveMessage[]): void => {
    for (const message of messages) {
      if (message.position <= floor || !isWanted(wants, message)) continue;
      if (!held) send(message.text);
      else if (held.push(message) > page * 10) return socket.terminate();
    }
  };

  const leave = hub.join({ orgId, wants, take, lose: () => socket.close(tryAgainLater, 'come again') });

  const sendPast = async (after: number, end: number): Promise<void> => {
    const topics = eventTopics.filter(
      (topic) => wants.topics.has(topic) || (wants.calls && callTopics.includes(topic)),
    );
    let from = after;
    // Asked at least once, so that a position that was never given is noticed.
    do {
      const { items, nextAfter } = await readEvents({ orgId, topics, after: from, limit: page });
      const past = items.filter(({ position }) => position <= end);
      for (const { text } of await liveMessages(orgId, past, wants, loadCalls)) send(text);
      while (socket.bufferedAmount > roomBytes) await clock.sleep(roomPollMs, stopping.signal);
      from = nextAfter;
    } while (from < end && !stopping.signal.aborted);
  };

  const start = async (): Promise<void> => {
    if (wants.after !== null) {
      try {
        await sendPast(wants.after, floor);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'gone') throw error;
        // One that claims to have seen what never was is no wiser than one that comes too late.
        floor = hub.position;
        send(JSON.stringify({ type: 'too-old', position: floor }));
      }
    }
    send(JSON.stringify({ type: 'ready', position: floor }));
    for (const { text, position } of held ?? []) if (position > floor) send(text);
    held = null;
  };
  start().catch(() => {
    if (!stopping.signal.aborted) socket.close(tryAgainLater, 'come again');
  });
  return () => {
    stopping.abort();
    leave();
  };
}
