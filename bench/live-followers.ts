import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection } from 'node:net';

/**
 * A process that only listens: many WebSockets of one organisation, each frame stamped as its bytes come. The frames are
 * read by hand, because a parser of JSON for each of them would be measured in the server's place.
 */
export interface FollowersOrder {
  host: string;
  port: number;
  path: string;
  headers: Record<string, string>;
  followers: number;
}

/** Sent when asked: wall time in ms at which each follower got each event. */
export interface FollowersReport {
  receivedAtMs: Record<string, number[]>;
  /** How late a 5 ms timer of this process fires: its own share. */
  ownLateMs: number[];
}

const eventId = /"type":"event","event":\{"position":\d+,"id":"([0-9a-f-]{36})"/;
const wallMs = () => performance.timeOrigin + performance.now();
const receivedAtMs: Record<string, number[]> = {};
const ownLateMs: number[] = [];

process.once('message', (order: FollowersOrder) => {
  void (async () => {
    for (let index = 0; index < order.followers; index++) await follow(order);
    watchOwnTime();
    process.send?.('following');
  })();
  process.on('message', () => process.send?.({ receivedAtMs, ownLateMs } satisfies FollowersReport));
});

async function follow({ host, port, path, headers }: FollowersOrder): Promise<void> {
  const socket = createConnection({ host, port });
  await once(socket, 'connect');
  const lines = {
    host: `${host}:${port}`,
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...headers,
  };
  socket.write(
    `GET ${path} HTTP/1.1\r\n${Object.entries(lines)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  let rest: Buffer = Buffer.alloc(0);
  let isOpen = false;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () =>
      reject(new Error(`the live socket was closed: ${rest.toString('utf8', 0, 300)}`)),
    );
    socket.on('data', (chunk: Buffer) => {
      const atMs = wallMs();
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!isOpen) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0 || !rest.toString('latin1', 0, 12).endsWith('101')) return;
        rest = rest.subarray(end + 4);
        isOpen = true;
      }
      for (let text = takeFrame(); text !== null; text = takeFrame()) {
        if (text.startsWith('{"type":"ready"')) resolve();
        const id = eventId.exec(text.slice(0, 200))?.[1];
        if (id) (receivedAtMs[id] ??= []).push(atMs);
      }
    });
  });

  /** RFC 6455 section 5.2; a server's frames are not masked. Null: not whole yet. */
  function takeFrame(): string | null {
    if (rest.length < 2) return null;
    const short = (rest[1] as number) & 0x7f;
    const headBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (rest.length < headBytes) return null;
    const bytes =
      short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
    if (rest.length < headBytes + bytes) return null;
    const text = rest.toString('utf8', headBytes, headBytes + bytes);
    rest = rest.subarray(headBytes + bytes);
    return text;
  }
}

function watchOwnTime(): void {
  let dueMs = performance.now() + 5;
  setInterval(() => {
    const nowMs = performance.now();
    ownLateMs.push(Math.max(0, nowMs - dueMs));
    dueMs = nowMs + 5;
  }, 5);
}
