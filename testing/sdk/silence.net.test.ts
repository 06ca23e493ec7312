import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { followEvents } from '../../packages/sdk/src/follow-events.ts';
import type { LiveMessage } from '../../packages/sdk/src/index.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApi } from '../../apps/server/api/testing.ts';

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A wire that goes dead without a word when told to: both ends stay open, nothing passes. New ones pass. */
async function startWire(port: number) {
  const open: Array<[Socket, Socket]> = [];
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    open.push([client, upstream]);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const pair of open) for (const socket of pair) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    connections: () => open.length,
    die: () => {
      for (const [client, upstream] of open) {
        client.unpipe();
        upstream.unpipe();
      }
    },
  };
}

describe('a connection that falls silent', () => {
  it('is made anew from where it was, without a word, and nothing is missed', async () => {
    const { api, stream } = await createTestApi();
    closing.push(() => api.close());
    const { port } = new URL(await api.listen({ host: '127.0.0.1', port: 0 }));
    const wire = await startWire(Number(port));
    const stopping = new AbortController();
    closing.push(() => stopping.abort());
    const heard: LiveMessage[] = [];
    const options = { baseUrl: wire.url, apiKey: 'k', organisation: null, topics: ['call-events'] };
    const { signal } = stopping;
    void (async () => {
      for await (const message of followEvents({ ...options, signal, silenceMs: 300 })) heard.push(message);
    })();
    await expect.poll(() => heard.length).toBe(1);
    stream.tell(1);
    await expect.poll(() => heard.length).toBe(2);
    wire.die();
    stream.tell(2);
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(4);
    const between = wire.connections();
    await expect.poll(wire.connections, { timeout: 10_000 }).toBeGreaterThan(between + 1);
    const events = heard.flatMap((one) => (one.type === 'event' ? one.event.position : []));
    expect(events).toEqual([1, 2, 3]);
    // The renewals themselves have nothing to say.
    expect(heard.filter(({ type }) => type === 'ready')).toHaveLength(1);
  });
});
