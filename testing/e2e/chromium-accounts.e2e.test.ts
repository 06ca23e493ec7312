import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServerProcess, type ServerProcess } from '../server/index.ts';
import { launchChromium, openWatchedPage } from './console-browser.ts';
import { waitUntil } from './wait-until.ts';

const built = fileURLToPath(new URL('../../apps/console/dist/index.html', import.meta.url));
const password = 'correct horse battery';
let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  expect(existsSync(built), 'the console is not built: make console').toBe(true);
  server = await startServerProcess({ env: { ROLES: 'api,voice' } });
  browser = await launchChromium(null);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.dispose();
});

const open = async (): Promise<Page> => (await openWatchedPage(browser, server.httpUrl, null)).page;

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`input[name=${name}]`).fill(value);
  await page.getByTestId('submit').click();
}

/** The newest link of this kind in the terminal. */
async function linkInTerminal(path: string): Promise<string> {
  const pattern = new RegExp(`http\\S+${path}#\\S+`, 'g');
  await waitUntil(`a link ${path} is printed`, 10_000, async () => pattern.test(server.output()));
  return server.output().match(pattern)?.at(-1) as string;
}

describe('the ways in, in a real browser', () => {
  it('claim, sign out, sign in, forgotten password, invitation / a person gets through each', async () => {
    const page = await open();
    // Nobody owns it yet: the pages say where the link is.
    await page.goto('/calls');
    await page.waitForURL('**/sign-in?from=**');
    await page.getByText('Откройте ссылку из терминала').waitFor();

    await page.goto(await linkInTerminal('/claim'));
    const owner = { name: 'Анна', organisationName: 'Клиника', email: 'anna@example.com', password };
    await fill(page, owner);
    await page.getByTestId('account-name').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.getByTestId('account-name').innerText()).toBe('Анна');

    await page.getByTestId('sign-out').click();
    await page.waitForURL('**/sign-in');
    await page.goto('/calls');
    await page.waitForURL('**/sign-in?from=%2Fcalls');
    await fill(page, { email: owner.email, password: 'not the password' });
    await page.getByTestId('form-problem').waitFor();
    await fill(page, { email: owner.email, password });
    await page.waitForURL('**/calls');
    await page.getByTestId('account-name').waitFor();

    const forgetful = await open();
    await forgetful.goto('/sign-in');
    await forgetful.getByRole('button', { name: 'Забыли пароль?' }).click();
    await fill(forgetful, { email: owner.email });
    expect(await forgetful.getByTestId('letter-sent').innerText()).toContain('SMTP_URL');
    await forgetful.goto(await linkInTerminal('/reset-password'));
    await fill(forgetful, { password: 'a brand new password' });
    await forgetful.waitForURL('**/sign-in');
    await fill(forgetful, { email: owner.email, password: 'a brand new password' });
    await forgetful.getByTestId('account-name').waitFor();

    // The reset ended the session of the other page.
    await page.goto('/leads');
    await page.waitForURL('**/sign-in?from=**');

    const invited = await forgetful.evaluate(async () => {
      const body = JSON.stringify({ email: 'boris@example.com', role: 'viewer' });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/v1/invitations', { method: 'POST', headers, body })).status;
    });
    expect(invited).toBe(201);
    const guest = await open();
    await guest.goto(await linkInTerminal('/join'));
    await guest.getByText('«Клиника»').waitFor();
    await fill(guest, { name: 'Борис', password });
    await guest.getByTestId('account-name').waitFor();
    expect(await guest.getByTestId('account-name').innerText()).toBe('Борис');
  });
});
