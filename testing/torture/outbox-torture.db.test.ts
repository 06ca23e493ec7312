import { describe, expect, it } from 'vitest';
import { tortureOutbox } from './outbox-torture.ts';

const sound = { lost: 0, outOfOrder: 0, phantoms: 0, doubledEffects: 0, gaps: 0 };
// Processes that load everything anew again and again, on a machine that may be busy.
const timeoutMs = 300_000;

describe('events told by processes that are killed', () => {
  it(
    'all arrive, each takes effect once, and keys keep their order',
    async () => {
      const serverUrl = process.env.DATABASE_URL_TEST ?? null;
      const result = await tortureOutbox({
        events: 400,
        serverUrl,
        writers: 2,
        relays: 2,
        writerKills: 2,
        relayKills: 1,
        kafkaBrokers: null,
      });
      expect(result).toMatchObject(sound);
      expect(result.kills).toBeGreaterThan(0);
      expect(result.events).toBeGreaterThanOrEqual(400);
    },
    timeoutMs,
  );
});
