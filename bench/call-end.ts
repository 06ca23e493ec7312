import { once } from 'node:events';
import type { CallList } from '@allo/contracts/http';
import { createSystemClock } from '@allo/kernel';
import type { ApiClient } from './api-client.ts';

const clock = createSystemClock();
const pollMs = 10;

/**
 * Places typed calls from a page, one after the other, hangs each up, and asks the list until it says completed: ms from
 * hanging up to the reply that says so, the polling included.
 */
export async function measureCallEnds(client: ApiClient, calls: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let index = 0; index < calls; index++) tookMs.push(await measureOne(client));
  return tookMs;
}

async function measureOne({ baseUrl, credentials, ask }: ApiClient): Promise<number> {
  const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/v1/browser-call`, {
    headers: credentials,
  } as never);
  await once(socket, 'open');
  const ready = new Promise<string>((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') return;
      const message = JSON.parse(data) as { type: string; callId?: string; detail?: string };
      if (message.type === 'ready') resolve(message.callId as string);
      if (message.type === 'error') reject(new Error(message.detail));
    });
  });
  const typing = { hasRecognition: false, hasMicrophone: false };
  socket.send(JSON.stringify({ type: 'start', agent: 'lidia', ...typing }));
  const callId = await ready;
  socket.send(JSON.stringify({ type: 'text', text: 'Сколько это стоит?', isFinal: true, source: 'typed' }));
  await clock.sleep(1_000);
  const hungUpMs = performance.now();
  socket.send(JSON.stringify({ type: 'hang-up' }));
  for (;;) {
    const { text } = await ask('GET', '/v1/calls?limit=5');
    const row = (JSON.parse(text) as CallList).items.find(({ id }) => id === callId);
    if (row?.state === 'completed') break;
    if (performance.now() - hungUpMs > 20_000)
      throw new Error(`call ${callId} stays ${row?.state ?? 'unknown'}`);
    await clock.sleep(pollMs);
  }
  const tookMs = performance.now() - hungUpMs;
  socket.close();
  return tookMs;
}
