import type { Clock, Log } from '@allo/kernel';
import pg, { type Pool } from 'pg';

export interface Listening {
  /** Idempotent. */
  close(): Promise<void>;
}

const retryMs = 1000;

/**
 * Hears of notifications (LISTEN, NOTIFY) on a connection of its own, which it makes anew when it breaks. What was
 * notified meanwhile is not repeated, therefore every channel is heard once after each connect.
 */
export function listen(
  pool: Pool,
  channels: readonly string[],
  hear: (channel: string) => void,
  { clock, log }: { clock: Clock; log: Log },
): Listening {
  const stopping = new AbortController();
  let client: pg.Client | null = null;

  const connect = async (): Promise<void> => {
    const mine = new pg.Client({ ...pool.options, application_name: 'allo-listen' });
    client = mine;
    const ended = new Promise<void>((resolve) => {
      mine.once('end', () => resolve());
      // Without a listener it would end the process.
      mine.on('error', () => resolve());
    });
    mine.on('notification', ({ channel }) => hear(channel));
    try {
      await mine.connect();
      for (const channel of channels) await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      for (const channel of channels) hear(channel);
      await ended;
    } finally {
      await mine.end().catch(() => {});
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await connect();
      } catch (error) {
        log.debug({ detail: (error as { code?: string }).code }, 'cannot listen to the database now');
      }
      await clock.sleep(retryMs, stopping.signal).catch(() => {});
    }
  };
  const running = run();
  return {
    close: async () => {
      stopping.abort();
      await client?.end().catch(() => {});
      await running;
    },
  };
}
