import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentDirectory, PublishedAgent, TrunkDirectory } from '@allo/business';
import { Resampler } from '@allo/call/audio';
import { parseSkillbase } from '@allo/call/scenario';
import type { CallServices } from '@allo/call/session';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import {
  type BrowserClientMessage,
  type BrowserServerMessage,
  browserCallRateHz,
} from '@allo/contracts/http';
import {
  createIds,
  createSilentLog,
  createSystemClock,
  createSystemRandom,
  Lifecycle,
  type Timer,
} from '@allo/kernel';
import { type OpenAiStandIn, startOpenAiStandIn } from '@allo/testing/stand-ins';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/config.ts';
import { startVoiceRole, type VoiceRole } from './voice-role.ts';

const other = '00000000-0000-7000-8000-000000000002' as OrgId;
const plain = '00000000-0000-7000-8000-000000000003' as OrgId;
const clock = createSystemClock();
const log = createSilentLog();
const ids = createIds(clock);

let folder: string;
let standIn: OpenAiStandIn;
let said: Int16Array;
const frameSamples = browserCallRateHz / 50;
let role: VoiceRole;
const lifecycle = new Lifecycle(log);
const services = new Map<OrgId, CallServices>();
const events: AlloEvent[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-own-services-'));
  standIn = await startOpenAiStandIn();
  said = await spoken('Меня зовут Анна');
  const file = new URL('../../../../testing/skillbases/errand.yaml', import.meta.url);
  const skillbase = parseSkillbase(await readFile(file, 'utf8'), 'errand.yaml');
  const agent = {
    id: 'errand',
    name: 'x',
    description: '',
    language: 'ru',
    version: 1,
    skillbase,
  } as unknown as PublishedAgent;
  const agents = {
    resolveAgent: async () => agent,
    list: async () => [],
    refresh: async () => {},
  } satisfies AgentDirectory;
  const trunks = {
    current: () => [],
    refresh: async () => {},
    onChanged: () => {},
    close: () => {},
  } satisfies TrunkDirectory;
  role = await startVoiceRole({
    config: loadConfig({
      DATA_DIR: folder,
      SIP_PORT: '0',
      RTP_PORTS: '42000-42100',
      PRIVATE_PROVIDERS: 'on',
      LOG_LEVEL: 'silent',
      OPENAI_BASE_URL: standIn.baseUrl,
      OPENAI_API_KEY: 'key-of-the-instance',
    }),
    clock,
    ids,
    random: createSystemRandom(),
    log,
    lifecycle,
    orgId: defaultOrgId,
    agents,
    trunks,
    servicesOf: async (orgId) => services.get(orgId) ?? {},
    onEvent: (event) => events.push(event),
    recordingPath: async () => null,
    onRecorded: () => {},
    onLost: () => {},
  });
});
afterAll(async () => {
  await lifecycle.stop(0);
  await standIn?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  standIn.clearLog();
  services.clear();
});

/** As somebody says it into the microphone of a page. */
async function spoken(input: string): Promise<Int16Array> {
  const body = JSON.stringify({ model: 'tts-1', input, voice: 'alloy', response_format: 'pcm' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${standIn.baseUrl}/audio/speech`, { method: 'POST', headers, body });
  const resampler = new Resampler(24_000, browserCallRateHz);
  const pcm = new Int16Array(await answer.arrayBuffer());
  return Int16Array.from([...resampler.process(pcm), ...resampler.flush()]);
}

/**
 * A page that types its name, or says it into a microphone, once it is asked, and hangs up when the agent asks on.
 * Resolves when the call is over.
 */
function talk(orgId: OrgId, hasMicrophone = false): Promise<void> {
  return new Promise((over) => {
    let timer: Timer | null = null;
    let speech: Int16Array = new Int16Array();
    const resolve = () => {
      timer?.cancel();
      over();
    };
    /** The microphone: what is to be said, silence before and after. */
    const sendFrame = () => {
      const frame = new Int16Array(frameSamples);
      frame.set(speech.subarray(0, frameSamples));
      speech = speech.slice(frameSamples);
      tell(Buffer.from(frame.buffer), true);
      timer = clock.setTimer(20, sendFrame);
    };
    let tell: (data: Buffer, isBinary: boolean) => void = () => {};
    const send = (message: BrowserClientMessage) => tell(Buffer.from(JSON.stringify(message)), false);
    let asked = 0;
    const onMessage = (message: BrowserServerMessage) => {
      if (message.type === 'ended' || message.type === 'error') resolve();
      if (message.type === 'ready' && hasMicrophone) sendFrame();
      if (message.type !== 'state' || message.state !== 'listening') return;
      asked += 1;
      if (asked === 1 && hasMicrophone) speech = said;
      else if (asked === 1) send({ type: 'text', text: 'Меня зовут Анна', isFinal: true, source: 'typed' });
      else send({ type: 'hang-up' });
    };
    role.browserDesk.accept(
      {
        send: (data) => {
          if (typeof data === 'string') onMessage(JSON.parse(data) as BrowserServerMessage);
        },
        close: () => resolve(),
        on: (event: string, listener: never) => {
          if (event === 'message') tell = listener;
        },
      },
      orgId,
    );
    send({ type: 'start', agent: 'errand', hasRecognition: false, hasMicrophone });
  });
}

const own = (apiKey: string) => {
  const service = { baseUrl: standIn.baseUrl, apiKey, model: 'own-model', voice: null };
  return { stt: service, llm: service, tts: service };
};
const keysSeen = () =>
  [...new Set(standIn.requests.map(({ route, authorization }) => `${route} ${authorization}`))].sort();
const all = (key: string) => [`chat Bearer ${key}`, `speech Bearer ${key}`];

describe('a call', () => {
  it('uses the services of its organisation, two at once each with its own key', async () => {
    services.set(defaultOrgId, own('key-of-the-first'));
    services.set(other, own('key-of-the-second'));
    await Promise.all([talk(defaultOrgId), talk(other)]);
    expect(keysSeen()).toEqual([...all('key-of-the-first'), ...all('key-of-the-second')].sort());
  });

  it('of an organisation without its own uses the instance’s', async () => {
    services.set(other, own('key-of-the-second'));
    await talk(plain);
    expect(keysSeen()).toEqual(all('key-of-the-instance'));
  });

  it('is heard by its organisation’s recogniser, with its key', async () => {
    services.set(other, own('key-of-the-second'));
    await talk(other, true);
    expect(keysSeen()).toEqual([...all('key-of-the-second'), 'transcriptions Bearer key-of-the-second']);
  });

  it('after a change uses the new key, and none of the old', async () => {
    services.set(other, own('key-before'));
    await talk(other);
    services.set(other, own('key-after'));
    standIn.clearLog();
    await talk(other);
    expect(keysSeen()).toEqual(all('key-after'));
  });

  it('whose organisation’s key cannot be read goes to nobody else’s server, and still speaks', async () => {
    services.set(other, { stt: null, llm: null, tts: null });
    events.length = 0;
    await talk(other);
    expect(standIn.requests).toEqual([]);
    expect(events.map(({ type }) => type)).toContain('agent.spoke');
  });
});
