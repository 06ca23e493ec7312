import { once } from 'node:events';
import type { Tenant } from './tenant.ts';

const liveTopics = 'calls,call-events,agent-events,tool-events,billing-events,platform-events';
const typed = { hasRecognition: false, hasMicrophone: false };

/** Listens as one organisation while the other has a call, tries to get in as the other, and tells what leaked. */
export async function probeWebSockets(
  httpUrl: string,
  { a, b }: { a: Tenant; b: Tenant },
): Promise<string[]> {
  const url = httpUrl.replace('http', 'ws');
  const leaks: string[] = [];
  for (const [asker, owner] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const path of [`/v1/live?topics=${liveTopics}&`, '/v1/browser-call?']) {
      const credentials: Array<Record<string, string>> = [
        { authorization: `Bearer ${asker.key}` },
        { cookie: asker.cookie },
        {},
      ];
      for (const headers of credentials) {
        const isOpen = await opens(`${url}${path}organisation=${owner.orgId}`, headers);
        if (isOpen) leaks.push(`${path} opened for ${asker.name} as ${owner.name}`);
      }
    }
    leaks.push(...(await listenDuringCalls(url, asker, owner)));
  }
  return leaks;
}

/** The owner's call comes first: when the asker's own is heard of, the other would have been. */
async function listenDuringCalls(url: string, asker: Tenant, owner: Tenant): Promise<string[]> {
  const heard: string[] = [];
  const live = connect(`${url}/v1/live?topics=${liveTopics}&after=0`, asker);
  const isOver = new Promise<void>((resolve, reject) => {
    live.addEventListener('error', () => reject(new Error('the live socket failed')));
    live.addEventListener('message', ({ data }) => {
      heard.push(String(data));
      if (ownCall !== null && String(data).includes(ownCall) && String(data).includes('call.ended'))
        resolve();
    });
  });
  await once(live, 'open');
  let ownCall: string | null = null;
  const foreignCall = await placeCall(url, owner);
  ownCall = await placeCall(url, asker);
  // Its end may have been heard before its id was known here.
  if (!heard.some((text) => text.includes(ownCall as string) && text.includes('call.ended'))) await isOver;
  live.close();
  const foreign = [owner.marker, owner.orgId, foreignCall];
  return heard
    .filter((text) => foreign.some((word) => text.includes(word)))
    .map(() => `/v1/live told ${asker.name} of ${owner.name}`);
}

/** A short call from a page that only types; answers its id once it ended. */
async function placeCall(url: string, tenant: Tenant): Promise<string> {
  const socket = connect(`${url}/v1/browser-call`, tenant);
  await once(socket, 'open');
  const closed = once(socket, 'close');
  const ready = new Promise<string>((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') return;
      const message = JSON.parse(data) as { type: string; callId?: string; detail?: string };
      if (message.type === 'ready') resolve(message.callId as string);
      if (message.type === 'error') reject(new Error(message.detail));
    });
  });
  socket.send(JSON.stringify({ type: 'start', agent: tenant.ids.agent, ...typed }));
  const callId = await ready;
  socket.send(JSON.stringify({ type: 'hang-up' }));
  await closed;
  return callId;
}

function connect(url: string, tenant: Tenant): WebSocket {
  return new WebSocket(url, { headers: { authorization: `Bearer ${tenant.key}` } } as never);
}

async function opens(url: string, headers: Record<string, string>): Promise<boolean> {
  const socket = new WebSocket(url, { headers } as never);
  const isOpen = await Promise.race([
    once(socket, 'open').then(() => true),
    once(socket, 'error').then(() => false),
  ]);
  socket.close();
  return isOpen;
}
