import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MediaControl } from '@allo/call/session';
import type { CallId, OrgId } from '@allo/contracts';
import {
  type BrowserClientMessage,
  type BrowserServerMessage,
  browserCallRateHz,
  browserClientMessageSchema,
} from '@allo/contracts/http';
import type { CallFacts, LegCloseReason, LegNotice } from '@allo/contracts/ports';
import { type Clock, type Log, toAppError } from '@allo/kernel';
import type { AnsweringAgent, CallWire, Switchboard } from './switchboard.ts';

/** The part of a WebSocket the desk uses. */
export interface BrowserSocket {
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
  on(event: 'close', listener: () => void): void;
}

export interface BrowserDeskOptions {
  switchboard: Switchboard;
  media: MediaControl;
  resolveAgent(orgId: OrgId, called: string): Promise<AnsweringAgent | null>;
  recordingPath(orgId: OrgId, callId: CallId): Promise<string | null>;
  /** Is there a recogniser on our side, unless the organisation has its own? Without one the page recognises or types. */
  canHear: boolean;
  clock: Clock;
  log: Log;
}

const startDeadlineMs = 10_000;

/** Turns sockets of the console into calls. */
export class BrowserDesk {
  readonly #options: BrowserDeskOptions;
  #isClosing = false;

  constructor(options: BrowserDeskOptions) {
    this.#options = options;
  }

  /** From now on new calls are refused; live ones go on. */
  stopAccepting(): void {
    this.#isClosing = true;
  }

  accept(socket: BrowserSocket, orgId: OrgId): void {
    if (this.#isClosing) return refuse(socket, 'unavailable', 'Allo is stopping and takes no new calls.');
    const call = new BrowserCall(socket, orgId, this.#options);
    const late = this.#options.clock.setTimer(startDeadlineMs, () => {
      if (!call.hasStarted) refuse(socket, 'bad_request', 'The first message must be "start".');
    });
    socket.on('message', (data, isBinary) => call.onMessage(data, isBinary));
    socket.on('close', () => {
      late.cancel();
      call.onSocketClosed();
    });
  }
}

/** One browser call: its socket, its audio port, its place on the switchboard. */
class BrowserCall implements CallWire {
  readonly #socket: BrowserSocket;
  readonly #orgId: OrgId;
  readonly #options: BrowserDeskOptions;
  readonly #callId: CallId;
  #port: MessagePort | null = null;
  #agentName = '';
  #canHear = false;
  #isOpen = true;
  hasStarted = false;

  constructor(socket: BrowserSocket, orgId: OrgId, options: BrowserDeskOptions) {
    this.#socket = socket;
    this.#orgId = orgId;
    this.#options = options;
    this.#callId = options.switchboard.newCallId();
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    if (isBinary) return this.#onAudio(data);
    const message = parse(data);
    if (!message)
      return this.#tell({ type: 'error', code: 'bad_request', detail: 'A message was not understood.' });
    switch (message.type) {
      case 'start':
        return void this.#start(message);
      case 'text':
        return this.#options.switchboard.text(this.#callId, message.text, message.isFinal, message.source);
      case 'dtmf':
        return this.#port?.postMessage({ type: 'dtmf', digit: message.digit });
      case 'hang-up':
        return this.#end('caller-hung-up');
    }
  }

  onSocketClosed(): void {
    this.#isOpen = false;
    this.#end('caller-hung-up');
  }

  async answer(): Promise<void> {
    const canHear = this.#canHear;
    this.#tell({ type: 'ready', callId: this.#callId, agentName: this.#agentName, canHear });
  }

  hangUp(reason: LegCloseReason): void {
    this.#end(reason);
  }

  notify(notice: LegNotice): void {
    this.#tell(notice);
  }

  async #start(message: Extract<BrowserClientMessage, { type: 'start' }>): Promise<void> {
    if (this.hasStarted) return;
    this.hasStarted = true;
    const { resolveAgent, recordingPath, media, switchboard, log } = this.#options;
    try {
      const agent = await resolveAgent(this.#orgId, message.agent);
      if (!agent) return refuse(this.#socket, 'not_found', 'There is no such agent.');
      const { port1, port2 } = new MessageChannel();
      const callId = this.#callId;
      const line = await media.openPortLine({
        callId,
        recordingPath: await recordingPath(this.#orgId, callId),
        port: port1,
      });
      if (!this.#isOpen) return void media.closeLine(line.lineId);
      this.#port = port2;
      this.#agentName = agent.skillbase.name;
      const ownEars = agent.services.stt;
      this.#canHear = ownEars === undefined ? this.#options.canHear : ownEars !== null;
      port2.on('message', (output: Uint8Array | BrowserServerMessage) => this.#onOutput(output));
      const facts: CallFacts = {
        wire: 'browser',
        direction: 'inbound',
        from: 'browser',
        to: message.agent,
        codec: `L16/${browserCallRateHz}`,
        hasOwnRecognition: !this.#canHear || !message.hasMicrophone,
      };
      switchboard.connect({ orgId: this.#orgId, callId, lineId: line.lineId, facts, agent, wire: this });
    } catch (error) {
      log.error({ callId: this.#callId, detail: toAppError(error).detail }, 'a browser call could not start');
      refuse(this.#socket, 'unavailable', 'The call could not be started.');
    }
  }

  #onAudio(data: Buffer): void {
    if (!this.#port) return;
    const copy = new Uint8Array(data);
    this.#port.postMessage(copy, [copy.buffer]);
  }

  #onOutput(output: Uint8Array | BrowserServerMessage): void {
    if (!this.#isOpen) return;
    if (output instanceof Uint8Array) this.#socket.send(output);
    else this.#tell(output);
  }

  #end(reason: LegCloseReason): void {
    this.#options.switchboard.wireClosed(this.#callId, reason);
    this.#port?.close();
    this.#port = null;
    if (!this.#isOpen) return;
    this.#tell({ type: 'ended', reason });
    this.#isOpen = false;
    this.#socket.close(1000, 'ended');
  }

  #tell(message: BrowserServerMessage): void {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
  }
}

function parse(data: Buffer): BrowserClientMessage | null {
  try {
    const parsed = browserClientMessageSchema.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function refuse(socket: BrowserSocket, code: string, detail: string): void {
  socket.send(JSON.stringify({ type: 'error', code, detail } satisfies BrowserServerMessage));
  socket.close(1008, code);
}
