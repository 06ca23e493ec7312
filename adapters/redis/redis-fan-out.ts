import type { FanOut, FanOutChannel, FanOutSubscription } from '@allo/contracts/ports';
import type { Ids, Log } from '@allo/kernel';
import { createMemoryFanOut } from '../memory/index.ts';
import { channelKey } from '../memory/memory-fan-out.ts';
import type { RedisConnection } from './redis-connection.ts';

interface Envelope {
  from: string;
  message: unknown;
}

interface Followed {
  channel: FanOutChannel;
  listeners: number;
  ready: PromiseWithResolvers<void>;
}

const redisChannel = (channel: FanOutChannel): string => `allo:${channelKey(channel)}`;

/**
 * News between nodes by publish and subscribe of Redis. Listeners of the same node hear at once and without Redis; what
 * comes back of one's own is dropped.
 */
export function createRedisFanOut(deps: { redis: RedisConnection; ids: Ids; log: Log }): FanOut {
  const { redis, ids, log } = deps;
  const self = ids.uuid();
  const local = createMemoryFanOut({ log });
  const followed = new Map<string, Followed>();
  const listener = redis.openListener();
  let isClosed = false;

  const follow = (name: string, one: Followed): void => {
    // Away: asked for again when the connection is ready.
    if (listener.status !== 'ready') return;
    listener.subscribe(name).then(
      () => one.ready.resolve(),
      (error: unknown) => {
        // Unless the connection broke, which asks anew by itself, it is broken on purpose to be asked anew.
        log.debug({ detail: String(error) }, 'a channel was not joined');
        if (!isClosed && listener.status === 'ready') listener.disconnect(true);
      },
    );
  };
  listener.on('ready', () => {
    for (const [name, one] of followed) follow(name, one);
  });
  listener.on('message', (name: string, text: string) => {
    const one = followed.get(name);
    const envelope = readEnvelope(text);
    if (one && envelope && envelope.from !== self) local.publish(one.channel, envelope.message);
  });

  return {
    publish(channel, message) {
      if (isClosed) return;
      local.publish(channel, message);
      const text = writeEnvelope({ from: self, message });
      if (text !== null) void redis.run((client) => client.publish(redisChannel(channel), text));
    },
    subscribe(channel, listen): FanOutSubscription {
      const name = redisChannel(channel);
      const here = local.subscribe(channel, listen);
      const one = followed.get(name) ?? { channel, listeners: 0, ready: Promise.withResolvers<void>() };
      one.listeners += 1;
      if (!followed.has(name)) {
        followed.set(name, one);
        follow(name, one);
      }
      let isOpen = true;
      const close = (): void => {
        if (!isOpen) return;
        isOpen = false;
        here.close();
        one.listeners -= 1;
        if (one.listeners > 0 || followed.get(name) !== one) return;
        followed.delete(name);
        if (listener.status === 'ready') listener.unsubscribe(name).catch(() => undefined);
      };
      return { ready: one.ready.promise, close };
    },
    state: () => redis.state(),
    async close() {
      if (isClosed) return;
      isClosed = true;
      listener.disconnect();
      followed.clear();
      await local.close();
    },
  };
}

/** Null for what JSON cannot say: such a message stays within its node. */
function writeEnvelope(envelope: Envelope): string | null {
  try {
    return JSON.stringify(envelope);
  } catch {
    return null;
  }
}

function readEnvelope(text: string): Envelope | null {
  try {
    const envelope = JSON.parse(text) as Partial<Envelope> | null;
    return typeof envelope?.from === 'string' ? { from: envelope.from, message: envelope.message } : null;
  } catch {
    return null;
  }
}
