import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Owner } from '../server/index.ts';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A page, and what it did that it should not have done. */
export interface WatchedPage {
  page: Page;
  /** Errors on the page's console, and exceptions nobody caught. */
  problems: string[];
  /** Addresses outside this machine it asked for. */
  foreignRequests: string[];
}

/** Headless Chromium whose microphone plays `microphoneWav` over and over. Throws when Chromium is absent. */
export function launchChromium(microphoneWav: string | null): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      ...(microphoneWav ? [`--use-file-for-fake-audio-capture=${microphoneWav}`] : []),
    ],
  });
}

export async function openWatchedPage(
  browser: Browser,
  baseURL: string,
  /** Whose session the page has; null: nobody is signed in. */
  owner: Pick<Owner, 'headers'> | null,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    permissions: ['microphone'],
    reducedMotion: 'reduce',
    ...options,
  });
  if (owner) await context.addCookies(cookiesOf(owner, baseURL));
  const page = await context.newPage();
  const problems: string[] = [];
  const foreignRequests: string[] = [];
  const watch = (address: string) => {
    const { protocol, hostname } = new URL(address);
    if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== '127.0.0.1')
      foreignRequests.push(address);
  };
  page.on('request', (request) => watch(request.url()));
  page.on('websocket', (socket) => watch(socket.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return { page, problems, foreignRequests };
}

function cookiesOf({ headers }: Pick<Owner, 'headers'>, url: string) {
  return headers.cookie.split('; ').map((one) => {
    const [name, ...value] = one.split('=') as [string, ...string[]];
    return { name, value: value.join('='), url, httpOnly: true, sameSite: 'Lax' as const };
  });
}

function findChromium(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'chromium');
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error('there is no chromium: apt-get install -y --no-install-recommends chromium');
}
