import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wavHeader } from '@allo/call/audio';
import { createSystemClock } from '@allo/kernel';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, type Owner, startServerProcess, type ServerProcess } from '../server/index.ts';
import { createSpokenVoice, type OpenAiStandIn, startOpenAiStandIn } from '../stand-ins/index.ts';
import { CallApi } from './call-api.ts';
import { launchChromium, openWatchedPage, type WatchedPage } from './console-browser.ts';
import { dataDirWithAgents } from './own-agents.ts';
import { Telephone } from './telephone.ts';
import { waitUntil } from './wait-until.ts';

/** Pictures of the documentation are taken from the shipped agents, at the pace of their longer sentences. */
const isTakingPictures = process.env.UPDATE_SCREENSHOTS === '1';
const agentId = isTakingPictures ? 'salon' : 'errand';
const microphone = isTakingPictures
  ? { firstMs: 10_500, periodMs: 10_200, times: 12 }
  : { firstMs: 3600, periodMs: 5200, times: 20 };
/** Those of the pictures; trials take any free ones. */
const usualPorts = { SIP_PORT: '5060', HTTP_PORT: '8080' };
const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
const built = fileURLToPath(new URL('../../apps/console/dist/index.html', import.meta.url));

const servers: ServerProcess[] = [];
let folder: string;
let standIn: OpenAiStandIn;
let browser: Browser;

beforeAll(async () => {
  expect(existsSync(built), 'the console is not built: make console').toBe(true);
  folder = await mkdtemp(join(tmpdir(), 'allo-chromium-'));
  await mkdir(images, { recursive: true });
  const microphoneFile = join(folder, 'microphone.wav');
  await writeFile(microphoneFile, await microphoneWav());
  standIn = await startOpenAiStandIn({ speaks: false });
  browser = await launchChromium(microphoneFile);
});

afterAll(async () => {
  await browser?.close();
  for (const server of servers) {
    await server.stop();
    await server.dispose();
  }
  await standIn?.close();
  await rm(folder, { recursive: true, force: true });
});

/** One spoken phrase again and again, in the pauses of the agent; Chromium plays the file in a loop. */
async function microphoneWav(): Promise<Buffer> {
  const voice = createSpokenVoice(createSystemClock());
  const speech = await voice.speak('Добрый день слушаю вас', 48_000);
  voice.close();
  const { firstMs, periodMs, times } = microphone;
  const samples = new Int16Array(((firstMs + periodMs * times) * 48_000) / 1000);
  for (let time = 0; time < times; time++) samples.set(speech, ((firstMs + time * periodMs) * 48_000) / 1000);
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([wavHeader({ sampleRateHz: 48_000, channels: 1 }, data.length), data]);
}

/** A server and somebody who owns it. */
type Owned = ServerProcess & { owner: Owner };

async function serve(env: Record<string, string>): Promise<Owned> {
  const dataDir = await dataDirWithAgents(...(isTakingPictures ? [] : ['errand']));
  const server = await startServerProcess({ dataDir, env });
  servers.push(server);
  return { ...server, owner: await claimServer(server) };
}

function expectNoTrouble({ problems, foreignRequests }: WatchedPage): void {
  expect(problems).toEqual([]);
  expect(foreignRequests).toEqual([]);
}

async function picture(page: Page, name: string): Promise<void> {
  if (!isTakingPictures) return;
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(images, `${name}.png`) });
}

/** Two earlier calls, so that the lists of the pictures are lists. */
async function callsOfOthers(server: ServerProcess): Promise<void> {
  const telephone = new Telephone();
  await telephone.start();
  const uri = (user: string) => `sip:${user}@127.0.0.1:${server.sipPort}`;
  const short = await telephone.call({ uri: uri('clinic'), from: '74951234567' });
  await short.listen();
  await short.line.hangUp();
  const phone = await telephone.call({ uri: uri('lidia'), from: '79031234567' });
  await phone.listen();
  for (const text of ['Меня зовут Мария', 'Хочу обсудить договор', 'Да', 'Завтра в одиннадцать', 'Нет']) {
    standIn.setScript({ transcripts: [text] });
    await phone.say(text);
    await phone.listen();
  }
  await phone.line.ended;
  await telephone.close();
}

/** What a caller answers to what was asked last. */
function answerTo(question: string): string | null {
  const answers: Array<[RegExp, string]> = [
    [/что вам привезти/, 'Документы из офиса'],
    [/куда это/, 'На улицу Ленина, дом пять'],
    [/передать курьеру/, 'Пусть позвонит в дверь'],
    [/на какую услугу|хотели сделать/i, 'Хочу записаться на маникюр'],
    [/день и час|удобно прийти/, 'Завтра в половине четвёртого'],
    [/с которого вы звоните/, 'Нет, другой'],
    [/номер телефона/, 'Восемь девятьсот двадцать шесть, сто двадцать три, сорок пять, шестьдесят семь'],
    [/верно\?|правильно\?/i, 'Да, верно'],
    [/как вас зовут|на чьё имя/i, 'Анна Смирнова'],
  ];
  return answers.find(([asked]) => asked.test(question))?.[1] ?? null;
}

const lines = (page: Page, speaker: 'caller' | 'agent') =>
  page.getByTestId('transcript').locator(`[data-speaker=${speaker}][data-final=true]`);

async function lastQuestion(page: Page): Promise<string> {
  const texts = await lines(page, 'agent').allInnerTexts();
  return texts.at(-1) ?? '';
}

async function isOver(page: Page): Promise<boolean> {
  return page.getByTestId('stored-call-link').isVisible();
}

async function seesStoredCall(page: Page, server: Owned, source: 'stt' | 'typed'): Promise<void> {
  const api = new CallApi(server.httpUrl, server.owner);
  const call = await api.newest((one) => one.state === 'completed');
  expect(call).toMatchObject({ agentId, wire: 'browser', outcome: 'lead' });
  const said = call.transcript.filter((turn) => turn.speaker === 'caller');
  expect(said.length).toBeGreaterThanOrEqual(4);
  expect(said.every((turn) => turn.source === source)).toBe(true);
  await page.getByTestId('stored-call-link').click();
  await page.waitForURL(`**/calls/${call.id}`);
  await page.getByTestId('waveform').waitFor();
  await page.getByTestId('play-button').waitFor();
  const stored = page.getByTestId('stored-transcript').locator('[data-speaker]');
  expect(await stored.count()).toBe(call.transcript.length);
  expect(await stored.first().innerText()).toContain(call.transcript[0]?.text ?? '-');
}

describe.concurrent('the console in a real browser', () => {
  it('a voice conversation on the Talk page / to its end, transcript, stored call, lists, nothing from outside', async () => {
    const server = await serve({
      OPENAI_STT_BASE_URL: standIn.baseUrl,
      ...(isTakingPictures ? usualPorts : {}),
    });
    if (isTakingPictures) await callsOfOthers(server);
    const watched = await openWatchedPage(browser, server.httpUrl, server.owner);
    const { page } = watched;
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('a[href^="/talk"]').first().click();
    await page.waitForURL('**/talk**');
    await page.getByTestId('agent-select').selectOption(agentId);
    await page.getByTestId('call-button').click();

    let answered = 0;
    await waitUntil('the conversation ends', 150_000, async () => {
      const count = await lines(page, 'agent').count();
      if (count > answered) {
        answered = count;
        const answer = answerTo(await lastQuestion(page));
        // Said at the next pass of the microphone's file.
        if (answer) standIn.setScript({ transcripts: [answer] });
        if (count === 4) await picture(page, 'talk.ru');
      }
      return isOver(page);
    });
    expect(await lines(page, 'caller').count()).toBeGreaterThanOrEqual(4);
    await seesStoredCall(page, server, 'stt');
    await picture(page, 'call.ru');
    await page.getByTestId('play-button').click();

    await page.goto('/calls');
    await page.locator('ul a[href^="/calls/"]').first().waitFor();
    expect(await page.locator('ul a[href^="/calls/"]').count()).toBe(isTakingPictures ? 3 : 1);
    await picture(page, 'calls.ru');
    await page.goto('/leads');
    await page.getByRole('heading', { level: 2, name: /Анна/ }).waitFor();
    await picture(page, 'leads.ru');
    await page.goto('/');
    await page.locator('a[href^="/calls/"]').first().waitFor();
    await picture(page, 'home.ru');
    await page.evaluate("localStorage.setItem('allo.language', 'en')");
    await page.reload();
    await page.getByRole('link', { name: 'Leads' }).first().waitFor();
    await picture(page, 'home.en');
    expectNoTrouble(watched);
  });

  it('no recognition anywhere, typing only / the same conversation by keyboard', async () => {
    const server = await serve({});
    const watched = await openWatchedPage(browser, server.httpUrl, server.owner, { permissions: [] });
    const { page } = watched;
    await page.goto(`/talk?agent=${agentId}`);
    await page.getByTestId('typing-only-button').click();
    let answered = 0;
    await waitUntil('the conversation ends', 120_000, async () => {
      const count = await lines(page, 'agent').count();
      if (count > answered) {
        answered = count;
        const answer = answerTo(await lastQuestion(page));
        if (answer) {
          await page.getByTestId('typing-input').fill(answer);
          await page.getByTestId('typing-input').press('Enter');
        }
      }
      return isOver(page);
    });
    await seesStoredCall(page, server, 'typed');
    expectNoTrouble(watched);
  });
});
