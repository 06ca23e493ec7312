import { type CallList, type CallState, type CallSummary, callSummarySchema } from '@allo/contracts/http';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { socketUrl } from '../../api/organisation-choice.ts';
import { freshLiveState, type LiveConnection, type LiveEvent, reduceLive } from './live-state.ts';
import { mergeLiveCall } from './merge-live-call.ts';

const position = z.number();
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), call: callSummarySchema, position }),
  z.object({ type: z.literal('ready'), position }),
  z.object({ type: z.literal('too-old'), position }),
]);

const pollMs = 5000;
let state = freshLiveState;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLiveConnection = (): LiveConnection =>
  useSyncExternalStore(subscribe, () => state.connection);

/** For `refetchInterval`: lists are polled only while the live socket is down. */
export const livePollMs = (): number | false => (state.connection === 'polling' ? pollMs : false);

/** Follows `GET /v1/live` of the chosen organisation and writes every changed call into the query cache; answers how to stop. */
export function followLiveCalls(client: QueryClient): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  state = freshLiveState;

  const take = (event: LiveEvent) => {
    const before = state.connection;
    const step = reduceLive(state, event);
    state = step.state;
    if (state.connection !== before) for (const listener of listeners) listener();
    for (const effect of step.effects) {
      if (effect.type === 'reload') void client.invalidateQueries({ predicate: isWorthReading });
      else timer = setTimeout(connect, effect.delayMs);
    }
  };

  const connect = () => {
    const query = state.position === null ? '' : `?after=${state.position}`;
    socket = new WebSocket(socketUrl(`/v1/live${query}`));
    socket.addEventListener('message', ({ data }) => {
      const message = readMessage(data);
      if (isOver || !message) return;
      if (message.type !== 'call') return take(message);
      take({ type: 'told', position: message.position });
      showCall(client, message.call);
    });
    socket.addEventListener('close', () => {
      if (!isOver) take({ type: 'closed' });
    });
  };

  connect();
  return () => {
    isOver = true;
    clearTimeout(timer);
    socket?.close();
  };
}

/** What failed asks again by itself. */
const isWorthReading = (query: { state: { status: string } }) => query.state.status !== 'error';

function readMessage(data: unknown): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(String(data))).data ?? null;
  } catch {
    return null;
  }
}

function showCall(client: QueryClient, call: CallSummary): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ['calls'] })) {
    const filters = (query.queryKey[1] ?? {}) as { agentId?: string; state?: CallState };
    client.setQueryData<InfiniteData<CallList>>(
      query.queryKey,
      (old) => old && mergeLiveCall(old, call, filters),
    );
  }
  for (const queryKey of [['recent-calls'], ['system'], ['call', call.id], ['call-events', call.id]]) {
    void client.invalidateQueries({ queryKey });
  }
  if (call.endedAt) void client.invalidateQueries({ queryKey: ['leads'] });
}
