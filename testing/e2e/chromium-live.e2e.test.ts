import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, freePort, startServerProcess, type ServerProcess } from '../server/index.ts';
import { launchChromium, openWatchedPage } from './console-browser.ts';
import { Telephone } from './telephone.ts';

const built = fileURLToPath(new URL('../../apps/console/dist/index.html', import.meta.url));
let server: ServerProcess;
let browser: Browser;
let telephone: Telephone;
/** The page knows the server by them, so they stay over its restart. */
let ports: Record<string, string>;

beforeAll(async () => {
  expect(existsSync(built), 'the console is not built: make console').toBe(true);
  ports = { HTTP_PORT: String(await freePort()), SIP_PORT: String(await freePort()) };
  server = await startServerProcess({ env: ports });
  browser = await launchChromium(null);
  telephone = new Telephone();
  await telephone.start();
});
afterAll(async () => {
  await telephone?.close();
  await browser?.close();
  await server?.stop();
  await server?.dispose();
});

async function call(from: string): Promise<void> {
  const phone = await telephone.call({ uri: `sip:lidia@127.0.0.1:${server.sipPort}`, from });
  await phone.listen();
  await phone.line.hangUp();
}

describe('live changes on a page', () => {
  it('the server dies and comes back / the page says so, goes on where it was, shows the next call', async () => {
    const owner = await claimServer(server);
    const { page } = await openWatchedPage(browser, server.httpUrl, owner);
    const sockets: URL[] = [];
    page.on('websocket', (socket) => sockets.push(new URL(socket.url())));
    await page.goto('/calls');
    const state = page.getByRole('status').filter({ visible: true });
    await state.filter({ hasText: 'На связи' }).waitFor();
    const calls = page.locator('ul a[href^="/calls/"]');
    await call('74951234567');
    await calls.filter({ hasText: '123-45-67' }).waitFor();

    const { dataDir } = server;
    await server.kill();
    await state.filter({ hasText: 'Связь прервана' }).waitFor();
    server = await startServerProcess({ dataDir, env: ports });
    await state.filter({ hasText: 'На связи' }).waitFor({ timeout: 60_000 });
    await call('74957654321');
    await calls.filter({ hasText: '765-43-21' }).waitFor();
    expect(await calls.count()).toBe(2);

    const [first, last] = [sockets[0], sockets.at(-1)];
    expect(first?.searchParams.get('organisation')).toBe(owner.orgId);
    expect(first?.searchParams.get('after')).toBeNull();
    expect(Number(last?.searchParams.get('after'))).toBeGreaterThan(0);
  });
});
