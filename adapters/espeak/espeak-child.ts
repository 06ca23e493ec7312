import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock, Log, Timer } from '@allo/kernel';
import type { EspeakOrder, EspeakReply } from './espeak-messages.ts';

const firstPauseMs = 100;
const longestPauseMs = 5000;

/** Who waits for the replies to one request. */
export interface EspeakListener {
  onChunk(pcm: Int16Array): void;
  onDone(): void;
  onFailed(detail: string): void;
  /** The process died with the request in hand. */
  onLost(): void;
}

/** What the voice needs of a process: the real one, or a fake in tests. */
export interface EspeakConnection {
  send(order: EspeakOrder): void;
  /** Ends the process, gently or not. Idempotent. */
  kill(): void;
}

export interface EspeakConnectionEvents {
  onReply(reply: EspeakReply): void;
  /** Once, whatever the cause. */
  onExit(reason: string): void;
}

export type ConnectEspeak = (events: EspeakConnectionEvents) => EspeakConnection;

/** Starts the synthesiser with this very Node binary. It is given no environment: it needs none of our secrets. */
export function forkEspeak(events: EspeakConnectionEvents): EspeakConnection {
  const child: ChildProcess = fork(fileURLToPath(new URL('espeak-process.ts', import.meta.url)), [], {
    execPath: process.execPath,
    execArgv: [],
    env: {},
    serialization: 'advanced',
    // Emscripten prints complaints about voices; they would tear the server's own log.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let hasExited = false;
  const exit = (reason: string) => {
    if (hasExited) return;
    hasExited = true;
    events.onExit(reason);
  };
  child.on('message', (reply) => events.onReply(reply as EspeakReply));
  child.on('error', (error) => exit(error.name));
  child.on('exit', (code, signal) => exit(signal ?? `exit code ${code}`));
  return {
    send: (order) => {
      // A failed write is followed by `exit`, which fails the request.
      if (child.connected) child.send(order, () => undefined);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

/**
 * Keeps one synthesiser process alive: started when first needed, restarted with a growing pause after a death.
 * Requests made meanwhile wait; requests in its hands when it dies are told so.
 */
export class EspeakChild {
  readonly #connect: ConnectEspeak;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listeners = new Map<number, EspeakListener>();
  #waiting: EspeakOrder[] = [];
  #connection: EspeakConnection | null = null;
  #isReady = false;
  #isClosed = false;
  #pauseMs = 0;
  #restart: Timer | null = null;
  #nextId = 1;

  constructor(options: { connect: ConnectEspeak; clock: Clock; log: Log }) {
    this.#connect = options.connect;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  get requestsInHand(): number {
    return this.#listeners.size;
  }

  /** Starts the process ahead of the first request. */
  start(): void {
    if (this.#isClosed || this.#connection || this.#restart) return;
    this.#isReady = false;
    const connection = this.#connect({
      onReply: (reply) => this.#onReply(connection, reply),
      onExit: (reason) => this.#onExit(connection, reason),
    });
    this.#connection = connection;
  }

  /** Answers the request's id, for `cancel`. */
  request(
    order: Omit<Extract<EspeakOrder, { type: 'synthesize' }>, 'type' | 'id'>,
    listener: EspeakListener,
  ): number {
    const id = this.#nextId++;
    if (this.#isClosed) {
      listener.onLost();
      return id;
    }
    this.#listeners.set(id, listener);
    this.#send({ type: 'synthesize', id, ...order });
    this.start();
    return id;
  }

  /** Nothing more comes for `id`. Idempotent. */
  cancel(id: number): void {
    if (!this.#listeners.delete(id)) return;
    const wasWaiting = this.#waiting.some((order) => order.id === id);
    if (wasWaiting) this.#waiting = this.#waiting.filter((order) => order.id !== id);
    else this.#send({ type: 'cancel', id });
  }

  /** For a process that no longer answers: the next request gets a new one. */
  kill(): void {
    this.#connection?.kill();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#restart?.cancel();
    this.#restart = null;
    const connection = this.#connection;
    this.#connection = null;
    connection?.kill();
    this.#loseAll();
  }

  #send(order: EspeakOrder): void {
    if (this.#isReady) this.#connection?.send(order);
    else this.#waiting.push(order);
  }

  #onReply(connection: EspeakConnection, reply: EspeakReply): void {
    if (connection !== this.#connection) return;
    if (reply.type === 'ready') {
      this.#isReady = true;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const order of waiting) connection.send(order);
      return;
    }
    const listener = this.#listeners.get(reply.id);
    switch (reply.type) {
      case 'chunk':
        listener?.onChunk(reply.pcm);
        break;
      case 'done':
        this.#listeners.delete(reply.id);
        this.#pauseMs = 0;
        listener?.onDone();
        break;
      case 'failed':
        this.#listeners.delete(reply.id);
        listener?.onFailed(reply.detail);
        break;
    }
  }

  #onExit(connection: EspeakConnection, reason: string): void {
    if (connection !== this.#connection) return;
    this.#connection = null;
    this.#isReady = false;
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs === 0 ? firstPauseMs : this.#pauseMs * 2);
    this.#log.warn({ reason, restartInMs: this.#pauseMs }, 'the espeak process ended; it will be restarted');
    this.#restart = this.#clock.setTimer(this.#pauseMs, () => {
      this.#restart = null;
      this.start();
    });
    this.#loseAll();
  }

  #loseAll(): void {
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    this.#waiting = [];
    for (const listener of listeners) listener.onLost();
  }
}
