import { connect, type Socket } from 'node:net';

/** baresip's `ctrl_tcp`: netstrings (`length:json,`) with commands one way, answers and events the other. */
export class ControlConnection {
  readonly events: string[] = [];
  readonly #socket: Socket;
  readonly #waiting = new Map<string, (answer: { ok: boolean; data: string }) => void>();
  #buffer = Buffer.alloc(0);
  #sent = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => {});
  }

  /** baresip opens the port some time after it started; tried until `limitMs`. */
  static async open(port: number, limitMs: number): Promise<ControlConnection> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const socket = await tryConnect(port);
      if (socket) return new ControlConnection(socket);
      if (performance.now() > deadline) throw new Error('baresip did not open its control port');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Rejects when baresip refuses. */
  async send(command: string, params: string): Promise<void> {
    this.#sent += 1;
    const token = `t${this.#sent}`;
    const message = JSON.stringify({ command, params, token });
    const answered = new Promise<{ ok: boolean; data: string }>((resolve) => {
      this.#waiting.set(token, resolve);
    });
    this.#socket.write(`${Buffer.byteLength(message)}:${message},`);
    const answer = await answered;
    if (!answer.ok) throw new Error(`baresip refused ${command}: ${answer.data}`);
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      if (colon < 0) return;
      const length = Number(this.#buffer.subarray(0, colon).toString('latin1'));
      const end = colon + 1 + length;
      if (this.#buffer.length <= end) return;
      this.#onMessage(this.#buffer.subarray(colon + 1, end).toString('utf8'));
      this.#buffer = this.#buffer.subarray(end + 1);
    }
  }

  #onMessage(json: string): void {
    const message = JSON.parse(json) as {
      event?: boolean;
      type?: string;
      token?: string;
      ok?: boolean;
      data?: string;
    };
    if (message.event) this.events.push(message.type ?? '');
    else if (message.token !== undefined) {
      this.#waiting.get(message.token)?.({ ok: message.ok ?? false, data: message.data ?? '' });
      this.#waiting.delete(message.token);
    }
  }
}

function tryConnect(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}
