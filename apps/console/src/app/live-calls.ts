import { type CallList, type CallState, type CallSummary, callSummarySchema } from '@allo/contracts/http';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { mergeLiveCall } from './merge-live-call.ts';

const liveMessageSchema = z.object({ type: z.literal('call'), call: callSummarySchema });

/** `live`: changes arrive by themselves. `polling`: the socket is down, lists are asked for again and again. */
export type LiveState = 'connecting' | 'live' | 'polling';

const pollMs = 5000;
const firstRetryMs = 1000;
const longestRetryMs = 30_000;

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();

function enter(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => state);

/** For `refetchInterval`: lists are polled only while the live socket is down. */
export const livePollMs = (): number | false => (state === 'polling' ? pollMs : false);

/** Follows `GET /v1/live` for the life of the page and writes every changed call into the query cache. */
export function followLiveCalls(client: QueryClient): void {
  let retryMs = firstRetryMs;
  const connect = () => {
    const socket = new WebSocket(new URL('/v1/live', location.href.replace(/^http/, 'ws')));
    socket.addEventListener('open', () => {
      retryMs = firstRetryMs;
      // What changed while the socket was down was not told.
      if (state === 'polling') void client.invalidateQueries();
      enter('live');
    });
    socket.addEventListener('message', (event) => receive(client, event.data));
    socket.addEventListener('close', () => {
      enter('polling');
      // Asking at once starts the polling of queries that had none.
      void client.invalidateQueries({ predicate: (query) => query.state.status !== 'error' });
      setTimeout(connect, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    });
  };
  connect();
}

function receive(client: QueryClient, data: unknown): void {
  const parsed = liveMessageSchema.safeParse(typeof data === 'string' ? safeJson(data) : null);
  if (parsed.success) apply(client, parsed.data.call);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function apply(client: QueryClient, call: CallSummary): void {
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
