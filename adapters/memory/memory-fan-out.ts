import type { FanOut, FanOutChannel } from '@allo/contracts/ports';
import type { Log } from '@allo/kernel';

type Listener = (message: unknown) => void;

/** News within this process. Listeners run after the publisher's own work, in order. */
export function createMemoryFanOut({ log }: { log: Log }): FanOut {
  const channels = new Map<string, Set<Listener>>();

  const deliver = (key: string, message: unknown): void => {
    for (const listener of channels.get(key) ?? []) {
      try {
        listener(message);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        log.error({ detail }, 'a listener of live news failed');
      }
    }
  };

  return {
    publish(channel, message) {
      const key = channelKey(channel);
      queueMicrotask(() => deliver(key, message));
    },
    subscribe(channel, given) {
      const key = channelKey(channel);
      const listeners = channels.get(key) ?? new Set<Listener>();
      channels.set(key, listeners);
      // The same function may listen twice.
      const listener: Listener = (message) => given(message);
      listeners.add(listener);
      return {
        ready: Promise.resolve(),
        close: () => {
          listeners.delete(listener);
          if (listeners.size === 0 && channels.get(key) === listeners) channels.delete(key);
        },
      };
    },
    state: () => ({ state: 'ok' }),
    close: async () => channels.clear(),
  };
}

/** Unambiguous: an organisation's id has no colon. */
export function channelKey({ orgId, name }: FanOutChannel): string {
  return `org:${orgId}:fan-out:${name}`;
}
