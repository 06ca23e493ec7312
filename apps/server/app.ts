import { type Clock, createLog, Lifecycle } from '@allo/kernel';
import type { Health } from './api/index.ts';
import { startBackground } from './compose/background.ts';
import { openGround, type StartOptions } from './compose/ground.ts';
import { startHttpEdge } from './compose/http-edge.ts';
import { startTelephone } from './compose/telephone.ts';
import type { Config } from './config/config.ts';

/** A running Allo. */
export interface App {
  readonly httpAddress: string | null;
  readonly sipAddress: string | null;
  /** Takes no new calls, lets live ones finish for `drainMs`, stops everything. Idempotent. */
  stop(drainMs: number): Promise<void>;
}

/** What the process wants to hear of. */
export interface AppHooks {
  /** A line for whoever waits for the start. */
  progress(line: string): void;
  /** A part that cannot be replaced died: stop, and let the supervisor start anew. */
  onLost(what: string): void;
}

/** Starts everything the configured roles need, in order. Whatever fails stops what was started, and throws. */
export async function startApp(config: Config, clock: Clock, hooks: AppHooks): Promise<App> {
  const log = createLog({ level: config.logLevel });
  const lifecycle = new Lifecycle(log);
  try {
    return await start({ config, clock, log, lifecycle, progress: hooks.progress }, hooks);
  } catch (error) {
    await lifecycle.stop(0);
    throw error;
  }
}

async function start(options: StartOptions, hooks: AppHooks): Promise<App> {
  const { config, clock, lifecycle, progress } = options;
  const startedAt = new Date(clock.wallTime());
  let state: Health['status'] = 'starting';
  const health = () => state;
  lifecycle.onStopping(() => {
    state = 'draining';
  });
  const ground = await openGround(options);
  const background = await startBackground(ground, progress);
  const telephone = await startTelephone(ground, background, hooks);
  const httpAddress = config.roles.includes('api')
    ? await startHttpEdge({ ground, background, telephone, startedAt, health, print: progress })
    : null;
  state = 'ready';
  return {
    httpAddress,
    sipAddress: telephone.voice?.sipAddress ?? null,
    stop: (drainMs) => lifecycle.stop(drainMs),
  };
}
