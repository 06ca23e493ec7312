import type { EngineRateHz, VoiceActivity } from '@allo/contracts/ports';
import { AppError, type Clock, type Log } from '@allo/kernel';
import { layouts, SileroBatch } from './silero-batch.ts';
import { loadSileroModel, type SileroModel } from './silero-model.ts';
import { SileroStream, type SileroStreamOwner } from './silero-stream.ts';
import { WindowBacklog } from './window-backlog.ts';

const rates: readonly EngineRateHz[] = [8000, 16000];
/** As long as somebody calls `flush` this often, windows wait for it and are batched. */
const drivenWithinMs = 60;
/** Dropped windows are told to the log at most this often. */
const warnEveryMs = 5000;

export interface SileroOptions {
  clock: Clock;
  log: Log;
  /** Audio a stream may have waiting before the oldest is dropped, ms. Default 1000. */
  maxBacklogMs?: number;
  /** Loads the network; for tests. */
  load?: () => Promise<SileroModel>;
}

export interface SileroVoiceActivity extends VoiceActivity {
  /** Loads the network; idempotent. Rejects with an AppError that says what to mend. Done by the first `open` if not before. */
  start(): Promise<void>;
  /** Looks at every window that is ready, one run per rate. Called once per tick by the voice thread. */
  flush(): void;
  readonly stats: SileroStats;
  /** Idempotent; frees the session. Streams fall silent. */
  close(): Promise<void>;
}

export interface SileroStats {
  openStreams: number;
  runs: number;
  windows: number;
  droppedWindows: number;
  failedRuns: number;
}

/** Silero VAD for every call of a thread, batched. Loads nothing until `start` or the first `open`. */
export function createSileroVoiceActivity(options: SileroOptions): SileroVoiceActivity {
  return new Silero(options);
}

class Silero implements SileroVoiceActivity, SileroStreamOwner {
  readonly windowMs = 32;
  readonly stats: SileroStats = { openStreams: 0, runs: 0, windows: 0, droppedWindows: 0, failedRuns: 0 };
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #maxBacklogMs: number;
  readonly #load: () => Promise<SileroModel>;
  readonly #streams = new Set<SileroStream>();
  readonly #ready: Record<EngineRateHz, SileroStream[]> = { 8000: [], 16000: [] };
  #batches: Record<EngineRateHz, SileroBatch> | null = null;
  #starting: Promise<void> | null = null;
  #model: SileroModel | null = null;
  #running: Promise<void> | null = null;
  #isDeferred = false;
  #isClosed = false;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #lastWarnMs = Number.NEGATIVE_INFINITY;

  constructor(options: SileroOptions) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#maxBacklogMs = options.maxBacklogMs ?? 1000;
    this.#load = options.load ?? loadSileroModel;
  }

  start(): Promise<void> {
    this.#starting ??= this.#startOnce();
    return this.#starting;
  }

  open(sampleRateHz: EngineRateHz): SileroStream {
    if (this.#isClosed) throw new AppError('unavailable', 'Voice detection is closed.');
    const { windowSize, contextSize } = layouts[sampleRateHz];
    const maxSamples = Math.ceil((this.#maxBacklogMs * sampleRateHz) / 1000);
    const stream = new SileroStream(
      sampleRateHz,
      new WindowBacklog(windowSize, contextSize, maxSamples),
      this,
    );
    this.#streams.add(stream);
    this.stats.openStreams = this.#streams.size;
    this.start().catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      this.#log.error({ detail }, 'voice detection could not start');
    });
    return stream;
  }

  flush(): void {
    this.#lastFlushMs = this.#clock.now();
    this.#run();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stream of this.#streams) stream.close();
    await this.#running;
    await this.#starting?.catch(() => undefined);
    await this.#model?.session.release();
    this.#model = null;
    this.#batches = null;
  }

  onAudio(): void {
    if (this.#isDeferred || this.#running) return;
    if (this.#clock.now() - this.#lastFlushMs < drivenWithinMs) return;
    this.#isDeferred = true;
    this.#clock.defer(() => {
      this.#isDeferred = false;
      this.#run();
    });
  }

  onDropped(windows: number): void {
    this.stats.droppedWindows += windows;
    const nowMs = this.#clock.now();
    if (nowMs - this.#lastWarnMs < warnEveryMs) return;
    this.#lastWarnMs = nowMs;
    this.#log.warn(
      { droppedWindows: this.stats.droppedWindows },
      'voice detection is behind and drops audio',
    );
  }

  onClosed(stream: SileroStream): void {
    this.#streams.delete(stream);
    this.stats.openStreams = this.#streams.size;
  }

  async #startOnce(): Promise<void> {
    const model = await this.#load();
    this.#model = model;
    this.#batches = { 8000: new SileroBatch(model, 8000), 16000: new SileroBatch(model, 16000) };
    this.#run();
  }

  /** One run at a time; what becomes ready meanwhile is taken when it ends. */
  #run(): void {
    const batches = this.#batches;
    if (this.#running || !batches || this.#isClosed || !this.#collect()) return;
    this.#running = this.#runReady(batches).finally(() => {
      this.#running = null;
      this.#run();
    });
  }

  /** Fills the lists of ready streams; answers whether there is any. */
  #collect(): boolean {
    for (const rate of rates) this.#ready[rate].length = 0;
    for (const stream of this.#streams) {
      if (stream.backlog.hasWindow) this.#ready[stream.rate].push(stream);
    }
    return rates.some((rate) => this.#ready[rate].length > 0);
  }

  /** Never rejects. */
  async #runReady(batches: Record<EngineRateHz, SileroBatch>): Promise<void> {
    for (const rate of rates) {
      const streams = this.#ready[rate];
      if (streams.length === 0) continue;
      try {
        await batches[rate].run(streams);
        this.stats.runs++;
        this.stats.windows += streams.length;
      } catch (error) {
        this.stats.failedRuns++;
        const detail = error instanceof Error ? error.message : String(error);
        this.#log.error({ rate, detail }, 'voice detection failed on a batch');
      }
    }
  }
}
