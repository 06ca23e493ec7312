import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Clock, createSeededRandom, createSystemClock } from '@allo/kernel';
import { z } from 'zod';
import { answerChat } from './chat-route.ts';
import { type Fault, FaultPlan, faultSchema, type Route } from './faults.ts';
import { PacedReply, ReplyOver } from './paced-reply.ts';
import { PhraseRecogniser } from './phrase-recogniser.ts';
import { type RequestEntry, RequestLog } from './request-log.ts';
import { Script, type ScriptInput, scriptSchema } from './script.ts';
import { answerSpeech } from './speech-route.ts';
import { createSpokenVoice } from './spoken-voice.ts';
import { answerTranscription } from './transcription-route.ts';

const maxBodyBytes = 30_000_000;

export interface OpenAiStandInOptions {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  /** Refuse requests without this key. */
  apiKey?: string;
  script?: ScriptInput;
  faults?: readonly Fault[];
  /** Start the voice before the first request, so that delays are those asked for. Default true. */
  speaks?: boolean;
  /** Of the latencies drawn. */
  seed?: number;
  clock?: Clock;
}

export interface OpenAiStandIn {
  /** For an adapter: ends in `/v1`. */
  readonly baseUrl: string;
  /** For control: `/stand-in/script`, `/stand-in/faults`, `/stand-in/log`. */
  readonly origin: string;
  readonly requests: readonly RequestEntry[];
  /** Client connections now open. */
  readonly openConnections: number;
  setScript(script: ScriptInput): void;
  setFault(fault: Fault): void;
  clearFaults(): void;
  clearLog(): void;
  close(): Promise<void>;
}

/** Starts a server that speaks the wire of OpenAI's audio and chat endpoints. Deterministic but for real time. */
export async function startOpenAiStandIn(options: OpenAiStandInOptions = {}): Promise<OpenAiStandIn> {
  const standIn = new StandIn(options);
  await standIn.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  if (options.speaks ?? true) await standIn.warmUp();
  return standIn;
}

class StandIn implements OpenAiStandIn {
  readonly #clock: Clock;
  readonly #log: RequestLog;
  readonly #random;
  readonly #script = new Script();
  readonly #faults = new FaultPlan();
  readonly #recogniser = new PhraseRecogniser();
  readonly #voice;
  readonly #apiKey: string | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => {
    void this.#serve(request, response);
  });
  #closing: Promise<void> | null = null;

  constructor(options: OpenAiStandInOptions) {
    this.#clock = options.clock ?? createSystemClock();
    this.#log = new RequestLog(this.#clock);
    this.#random = createSeededRandom(options.seed ?? 1);
    this.#voice = createSpokenVoice(this.#clock);
    this.#apiKey = options.apiKey;
    if (options.script) this.#script.set(options.script);
    for (const fault of options.faults ?? []) this.#faults.set(fault);
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get origin(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `http://${address}:${port}`;
  }

  get baseUrl(): string {
    return `${this.origin}/v1`;
  }

  get requests(): readonly RequestEntry[] {
    return this.#log.entries;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
  }

  warmUp(): Promise<void> {
    return this.#voice.warmUp();
  }

  setScript(script: ScriptInput): void {
    this.#script.set(script);
  }

  setFault(fault: Fault): void {
    this.#faults.set(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  clearLog(): void {
    this.#log.clear();
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    this.#voice.close();
    await this.#recogniser.close();
    await closed;
  }

  /** Never rejects. */
  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = new URL(request.url ?? '/', 'http://stand-in').pathname.replace(/^\/v1(?=\/)/, '');
      const route = routeOf(path);
      if (route && request.method === 'POST') await this.#serveRoute(route, request, response);
      else await this.#serveControl(`${request.method} ${path}`, request, response);
    } catch (error) {
      if (error instanceof ReplyOver) return;
      const detail = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else
        sendJson(response, error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500, {
          error: detail,
        });
    }
  }

  async #serveRoute(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry = this.#log.begin(route, request.headers.authorization);
    const world = { clock: this.#clock, random: this.#random, log: this.#log };
    const reply = new PacedReply(response, this.#faults.next(route), world, entry);
    const body = await readBody(request);
    this.#log.received(entry);
    if (this.#apiKey && request.headers.authorization !== `Bearer ${this.#apiKey}`) {
      reply.refuse(401, 'invalid_api_key', 'Incorrect API key provided');
    }
    switch (route) {
      case 'transcriptions':
        return answerTranscription(
          body,
          request.headers['content-type'] ?? '',
          this.#script,
          this.#recogniser,
          reply,
        );
      case 'chat':
        return answerChat(parseJson(body), this.#script, reply);
      case 'speech':
        return answerSpeech(parseJson(body), this.#voice, reply);
    }
  }

  async #serveControl(what: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (what) {
      case 'GET /stand-in/log':
        return sendJson(response, 200, { nowMs: this.#clock.now(), requests: this.#log.entries });
      case 'DELETE /stand-in/log':
        this.#log.clear();
        return sendJson(response, 200, {});
      case 'POST /stand-in/script':
        this.#script.set(scriptSchema.parse(parseJson(await readBody(request))));
        return sendJson(response, 200, {});
      case 'POST /stand-in/faults':
        this.#faults.set(faultSchema.parse(parseJson(await readBody(request))));
        return sendJson(response, 200, {});
      case 'DELETE /stand-in/faults':
        this.#faults.clear();
        return sendJson(response, 200, {});
      case 'GET /models':
        return sendJson(response, 200, { object: 'list', data: [{ id: 'stand-in', object: 'model' }] });
      case 'GET /health':
        return sendJson(response, 200, { status: 'ready', voice: this.#voice.kind });
      default:
        return sendJson(response, 404, {
          error: { message: 'no such path', type: 'not_found', code: 'not_found' },
        });
    }
  }
}

function routeOf(path: string): Route | null {
  switch (path) {
    case '/audio/transcriptions':
      return 'transcriptions';
    case '/chat/completions':
      return 'chat';
    case '/audio/speech':
      return 'speech';
    default:
      return null;
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > maxBodyBytes) throw new SyntaxError('request body too large');
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function parseJson(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
