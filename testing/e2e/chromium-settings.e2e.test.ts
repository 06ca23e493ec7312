import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServerProcess, type ServerProcess } from '../server/index.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../stand-ins/index.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../stand-ins/webhook-receiver/index.ts';
import { launchChromium, openWatchedPage, type WatchedPage } from './console-browser.ts';
import { waitUntil } from './wait-until.ts';

const built = fileURLToPath(new URL('../../apps/console/dist/index.html', import.meta.url));
/** A folder for pictures of every page, to look at; nothing is compared. */
const picturesDir = process.env.SETTINGS_PICTURES;
const password = 'correct horse battery';
const phone = '+7 916 123-45-67';

let server: ServerProcess;
let receiver: WebhookReceiver;
let standIn: OpenAiStandIn;
let browser: Browser;

beforeAll(async () => {
  expect(existsSync(built), 'the console is not built: make console').toBe(true);
  receiver = await startWebhookReceiver();
  standIn = await startOpenAiStandIn({ speaks: false });
  server = await startServerProcess({
    env: {
      ROLES: 'api,voice,worker',
      OUTGOING_ALLOWED_NETWORKS: '127.0.0.0/8',
      PRIVATE_PROVIDERS: 'on',
    },
  });
  browser = await launchChromium(null);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.dispose();
  await receiver?.close();
  await standIn?.close();
});

const open = (): Promise<WatchedPage> => openWatchedPage(browser, server.httpUrl, null);

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`input[name=${name}]`).fill(value);
}

/** The newest link of this kind in the terminal. */
async function linkInTerminal(path: string): Promise<string> {
  const links = () => server.output().match(new RegExp(`http\\S+${path}#\\S+`, 'g')) ?? [];
  await waitUntil(`a link ${path} is printed`, 10_000, async () => links().length > 0);
  return links().at(-1) as string;
}

async function picture(page: Page, name: string): Promise<void> {
  if (!picturesDir) return;
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 860 });
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(picturesDir, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Nothing of a page may stick out to the side, on the narrowest telephone there is. */
async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  const [scroll, own] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect([page.url(), scroll]).toEqual([page.url(), own]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function visit(page: Page, section: string): Promise<void> {
  await page.goto(`/settings/${section}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

async function claim(page: Page): Promise<void> {
  await page.goto(await linkInTerminal('/claim'));
  await fill(page, { name: 'Анна', organisationName: 'Клиника', email: 'anna@example.com', password });
  await page.getByTestId('submit').click();
  await page.getByTestId('account-name').waitFor();
}

async function invitesMember(page: Page): Promise<void> {
  await visit(page, 'team');
  await page.getByTestId('invite').click();
  // By the keyboard alone: into the first field, out by Escape, back to where one was.
  const focused = page.locator(':focus');
  expect(await focused.getAttribute('name')).toBe('email');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await focused.getAttribute('data-testid')).toBe('invite');
  await page.keyboard.press('Enter');
  await fill(page, { email: 'boris@example.com' });
  await page.getByRole('dialog').getByLabel('Роль').selectOption('viewer');
  await picture(page, 'team-invite');
  await page.getByTestId('send-invitation').click();
  // Without a mail server the page says where the link is.
  expect(await page.getByTestId('invitation-sent').innerText()).toContain('в терминале сервера');
  expect(await page.getByTestId('invitation').innerText()).toContain('boris@example.com');
}

async function joins(page: Page): Promise<void> {
  await page.goto(await linkInTerminal('/join'));
  await fill(page, { name: 'Борис', password });
  await page.getByTestId('submit').click();
  await page.getByTestId('account-name').waitFor();
}

/** A viewer's console has neither the pages nor the buttons the API would refuse. */
async function seesLess(page: Page): Promise<void> {
  await visit(page, 'team');
  const sections = page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('link');
  expect(await sections.allInnerTexts()).toEqual(['Команда', 'Организация', 'Профиль']);
  expect(await page.getByTestId('invite').count()).toBe(0);
  expect(await page.getByTestId('member').count()).toBe(2);
  await page.goto('/settings/keys');
  await page.getByText('Эта страница не для вашей роли').waitFor();
  await picture(page, 'not-allowed');
}

async function makesKey(page: Page): Promise<string> {
  await visit(page, 'keys');
  await picture(page, 'keys-empty');
  await page.getByTestId('add-key').click();
  await fill(page, { name: 'Отчёты' });
  await page.getByRole('radio', { name: /Выбрать/ }).check();
  await picture(page, 'keys-add');
  await page.getByRole('radio', { name: /Только чтение/ }).check();
  await page.getByTestId('create-key').click();
  const token = await page.getByTestId('made-key').locator('code').innerText();
  await picture(page, 'keys-made');
  await page.getByTestId('key-kept').click();
  expect(await page.getByTestId('key').innerText()).toContain('Отчёты');
  expect(await page.content()).not.toContain(token);
  return token;
}

async function useKey(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const read = await fetch(`${server.httpUrl}/v1/organisation`, { headers });
  expect([read.status, await read.json()]).toMatchObject([200, { name: 'Клиника' }]);
  const body = JSON.stringify({ email: 'x@example.com', role: 'viewer' });
  const write = await fetch(`${server.httpUrl}/v1/invitations`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  expect(write.status).toBe(403);
}

async function testsWebhook(page: Page): Promise<void> {
  await visit(page, 'webhooks');
  await picture(page, 'webhooks-empty');
  await page.getByTestId('add-webhook').click();
  await fill(page, { url: `${receiver.url}/allo`, description: 'CRM' });
  await page.getByRole('radio', { name: 'Выбрать' }).check();
  await picture(page, 'webhooks-add');
  await page.getByTestId('save-webhook').click();
  receiver.trust(await page.getByTestId('webhook-secret').locator('code').innerText());
  await picture(page, 'webhooks-secret');
  await page.getByTestId('secret-kept').click();
  await page.getByTestId('webhook').click();
  await page.getByTestId('test-webhook').click();
  await receiver.until(1);
  expect(receiver.processed.map(({ payload }) => payload.type)).toEqual(['webhook.test']);
  const delivered = page.locator('[data-testid=delivery][data-state=delivered]');
  await delivered.getByRole('button').click();
  await page.getByTestId('delivery-detail').getByText('Ответ 200').waitFor();
  expect(await page.getByTestId('delivery-detail').innerText()).toContain('"type": "webhook.test"');
  await picture(page, 'webhook');
  await expectFits(page);
  await page.getByTestId('delivery-detail').getByRole('button', { name: 'Отправить снова' }).click();
  await receiver.until(2);
  expect(receiver.received.map(({ isRepeated }) => isRepeated)).toEqual([false, true]);
  await page.getByTestId('delivery-detail').getByText('Попытка 2').waitFor();
}

async function bringsOwnService(page: Page): Promise<void> {
  await visit(page, 'services');
  const card = page.getByTestId('service-llm');
  await card.getByRole('button', { name: 'Подключить свой' }).click();
  await fill(page, { baseUrl: standIn.baseUrl, model: 'a-model', apiKey: 'sk-of-this-clinic-4f2a' });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Проверить' }).click();
  await dialog.getByText(/^Работает, \d+ мс$/).waitFor();
  await picture(page, 'services-own');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await card.getByText('•••• 4f2a').waitFor();
  expect(await page.content()).not.toContain('sk-of-this-clinic');
  await card.getByRole('button', { name: 'Вернуть общий' }).click();
  await page.getByTestId('confirm').click();
  await card.getByRole('button', { name: 'Подключить свой' }).waitFor();
}

async function keepsLess(page: Page): Promise<void> {
  await visit(page, 'privacy');
  await page.getByLabel('Записи разговоров: сколько дней хранить').fill('30');
  await page.getByRole('button', { name: 'Сохранить' }).first().click();
  await page.getByRole('status').filter({ hasText: 'Сохранено' }).waitFor();
  await page.getByRole('checkbox', { name: 'Телефоны' }).check();
  await page.getByRole('button', { name: 'Сохранить' }).last().click();
  await page.reload();
  await page.getByRole('checkbox', { name: 'Телефоны' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Телефоны' }).isChecked()).toBe(true);
  expect(await page.getByLabel('Записи разговоров: сколько дней хранить').inputValue()).toBe('30');
}

/** Signs in on another device, and out there from here. */
async function signsOutElsewhere(page: Page): Promise<void> {
  const { page: other } = await open();
  await other.goto('/settings/audit');
  await fill(other, { email: 'anna@example.com', password });
  await other.getByTestId('submit').click();
  await other.getByTestId('chain-intact').waitFor();
  await visit(page, 'profile');
  expect(await page.getByTestId('device').count()).toBe(2);
  await page.getByRole('button', { name: 'Выйти на остальных' }).click();
  await waitUntil('one device is left', 10_000, async () => (await page.getByTestId('device').count()) === 1);
  await other.reload();
  await other.waitForURL('**/sign-in?from=%2Fsettings%2Faudit');
}

async function forgets(page: Page): Promise<void> {
  await visit(page, 'privacy');
  await fill(page, { phone });
  await page.getByRole('button', { name: 'Забыть', exact: true }).click();
  const confirm = page.getByTestId('confirm');
  await fill(page, { confirm: '+7 916 123-45-68' });
  expect(await confirm.isDisabled()).toBe(true);
  await fill(page, { confirm: '89161234567'.replace('8', '7') });
  await picture(page, 'privacy-forget');
  await confirm.click();
  expect(await page.getByTestId('erasure').innerText()).toContain('Следов не осталось');
  await picture(page, 'privacy');
}

async function worksForClient(page: Page): Promise<void> {
  await visit(page, 'organisation');
  await picture(page, 'organisation-empty');
  await page.getByTestId('add-client').click();
  await page.getByRole('dialog').getByLabel('Название').fill('Салон «Ромашка»');
  await page.getByRole('button', { name: 'Создать' }).click();
  await page.getByRole('button', { name: 'Перейти в «Салон «Ромашка»»' }).waitFor();
  await picture(page, 'organisation');
  const loaded = page.waitForEvent('load');
  await page.getByTestId('organisation-switch').first().selectOption({ index: 1 });
  await loaded;
  await visit(page, 'keys');
  // The key of the agency is not seen here.
  await page.getByText('Ключей пока нет').waitFor();
  await visit(page, 'organisation');
  await page.getByRole('button', { name: 'Удалить', exact: true }).click();
  await fill(page, { confirm: 'Салон «Ромашка»' });
  await picture(page, 'organisation-remove');
  await page.getByTestId('confirm').click();
  await page.getByTestId('organisation-name').first().waitFor();
  expect(await page.getByTestId('organisation-name').first().innerText()).toBe('Клиника');
}

async function readsAudit(page: Page): Promise<void> {
  await visit(page, 'audit');
  await page.getByTestId('chain-intact').waitFor();
  const entries = await page.getByTestId('audit-entry').all();
  const actions = await Promise.all(entries.map((entry) => entry.getAttribute('data-action')));
  expect(actions).toEqual(
    expect.arrayContaining([
      'organisation.deleted',
      'privacy.person_forgotten',
      'privacy.retention_changed',
      'redaction.changed',
      'provider.changed',
      'webhook.created',
      'key.created',
      'invitation.accepted',
      'invitation.created',
    ]),
  );
  await page.locator('[data-action="webhook.created"] summary').click();
  await picture(page, 'audit');
  await page.getByLabel('Что менялось').selectOption('key');
  await waitUntil(
    'the log is filtered',
    10_000,
    async () => (await page.getByTestId('audit-entry').count()) === 1,
  );
  await expectFits(page);
}

describe('the settings, in a real browser', () => {
  it('claim, team, key, webhook, service, privacy, clients, audit, devices / a person does it all by the pages alone', async () => {
    const watched = await open();
    const { page } = watched;
    await claim(page);
    await invitesMember(page);
    const guest = await open();
    await joins(guest.page);
    // The page of an invitation asks who reads it; a stranger gets a 401, which browsers tell of.
    guest.problems.length = 0;
    await seesLess(guest.page);
    await visit(page, 'team');
    await page.getByText('Что можно каждой роли').click();
    await picture(page, 'team');
    await expectFits(page);
    await useKey(await makesKey(page));
    await testsWebhook(page);
    await bringsOwnService(page);
    await keepsLess(page);
    await forgets(page);
    await worksForClient(page);
    await readsAudit(page);
    await signsOutElsewhere(page);
    for (const section of ['team', 'organisation', 'services', 'keys', 'webhooks', 'privacy', 'profile']) {
      await visit(page, section);
      await expectFits(page);
      if (section === 'services' || section === 'profile' || section === 'keys') await picture(page, section);
    }
    for (const { problems, foreignRequests } of [watched, guest]) {
      expect(problems).toEqual([]);
      expect(foreignRequests).toEqual([]);
    }
  });
});
