import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, type Owner, startServerProcess, type ServerProcess } from '../server/index.ts';
import {
  type Fault,
  type OpenAiStandIn,
  type RequestEntry,
  type Route,
  startOpenAiStandIn,
} from '../stand-ins/index.ts';
import { CallApi } from './call-api.ts';
import { dataDirWithAgents } from './own-agents.ts';
import { type PhoneCall, Telephone } from './telephone.ts';
import { waitUntil } from './wait-until.ts';

/** The promise is 1.5 s; the rest is for a machine that does other things at the same time. */
const limitMs = 2500;

const closers: Array<() => Promise<void>> = [];
const telephone = new Telephone();

beforeAll(() => telephone.start());

afterAll(async () => {
  await telephone.close();
  for (const close of closers) await close();
});

/** One caller, one server, one set of services to break. */
interface Trial {
  standIn: OpenAiStandIn;
  server: ServerProcess;
  owner: Owner;
  phone: PhoneCall;
}

/** A call that has been greeted, on a server whose services are a stand-in's; recognition is always there. */
async function begin(from: string, ...services: Array<'LLM' | 'TTS'>): Promise<Trial> {
  const standIn = await startOpenAiStandIn({ clock: telephone.clock, speaks: services.includes('TTS') });
  closers.push(() => standIn.close());
  const env = Object.fromEntries(
    ['STT', ...services].map((service) => [`OPENAI_${service}_BASE_URL`, standIn.baseUrl]),
  );
  const server = await startServerProcess({ dataDir: await dataDirWithAgents('errand'), env });
  closers.push(async () => {
    await server.stop();
    await server.dispose();
  });
  const phone = await telephone.call({ uri: `sip:errand@127.0.0.1:${server.sipPort}`, from });
  await phone.listen();
  return { standIn, server, owner: await claimServer(server), phone };
}

async function say({ standIn, phone }: Trial, text: string): Promise<void> {
  standIn.setScript({ transcripts: [text] });
  await phone.say(text);
}

async function exchange(trial: Trial, text: string): Promise<void> {
  await say(trial, text);
  await trial.phone.listen();
}

/** Speaks, lets the next request of `route` fail so, and answers the milliseconds from the fault to the agent's voice. */
async function sayIntoFault(
  trial: Trial,
  text: string,
  route: Route,
  failure: Fault['failure'],
): Promise<number> {
  const { standIn, phone } = trial;
  const before = standIn.requests.filter((one) => one.route === route).length;
  standIn.setFault({ route, failure, times: 1 });
  await say(trial, text);
  const failed = () => standIn.requests.filter((one) => one.route === route)[before];
  await waitUntil(`a ${route} request fails`, 15_000, () => momentOfFault(failed(), failure) !== null);
  const faultMs = momentOfFault(failed(), failure) as number;
  const heardMs = await phone.firstVoiceAfter(faultMs);
  await phone.listen();
  const tookMs = Math.round(heardMs - faultMs);
  console.log(`${route} ${failure?.kind}: heard again ${tookMs} ms after the fault`);
  return tookMs;
}

/** A hang begins when the last sign of life was given; other faults when they happen. */
function momentOfFault(entry: RequestEntry | undefined, failure: Fault['failure']): number | null {
  if (!entry) return null;
  if (failure?.kind === 'hang') return entry.sent.at(-1)?.atMs ?? entry.receivedAtMs;
  return entry.endedAtMs;
}

async function politeEnd({ server, owner, phone }: Trial, from: string, stage: string) {
  expect(await phone.line.ended).toBe('remote-hung-up');
  const api = new CallApi(server.httpUrl, owner);
  const call = await api.from(from, (one) => one.state === 'completed');
  expect(call.outcome).toBe('lead');
  expect(call.transcript.at(-1)?.text).toMatch(/До свидания/);
  const errors = (await api.events(call.id)).filter((event) => event.type === 'agent.error');
  expect(errors.every((event) => event.data['stage'] === stage)).toBe(true);
  return { call, errors: errors.map((event) => event.data['code']) };
}

const hang = { kind: 'hang' } as const;
const reset = { kind: 'reset' } as const;
const garbage = { kind: 'garbage' } as const;

describe('a call whose services fail', () => {
  it('recogniser hangs, resets, answers garbage / a word within the bound each time, the call ends politely', async () => {
    const from = '79001114400';
    const trial = await begin(from);
    await exchange(trial, 'Меня зовут Иван');
    expect(await sayIntoFault(trial, 'Привезите документы', 'transcriptions', hang)).toBeLessThan(limitMs);
    // “One moment” came; the recogniser is given up a little later, and the caller is asked again.
    await trial.phone.listen();
    await exchange(trial, 'Привезите документы');
    expect(await sayIntoFault(trial, 'На улицу Ленина', 'transcriptions', reset)).toBeLessThan(limitMs);
    await exchange(trial, 'На улицу Ленина');
    expect(await sayIntoFault(trial, 'Звоните в дверь', 'transcriptions', garbage)).toBeLessThan(limitMs);
    await say(trial, 'Звоните в дверь');
    const { errors } = await politeEnd(trial, from, 'stt');
    expect(errors).toContain('provider_garbage');
  });

  it('model answers well, hangs, breaks off, answers garbage / its words, then the own ones within the bound', async () => {
    const from = '79001114411';
    const trial = await begin(from, 'LLM');
    trial.standIn.setScript({ replies: ['Очень рада, Иван! Какую вещь вам доставить?'] });
    await exchange(trial, 'Меня зовут Иван');
    expect(await sayIntoFault(trial, 'Привезите документы', 'chat', hang)).toBeLessThan(limitMs);
    const brokenOff = { kind: 'reset', afterChunks: 2 } as const;
    expect(await sayIntoFault(trial, 'На улицу Ленина', 'chat', brokenOff)).toBeLessThan(limitMs);
    trial.standIn.setFault({ route: 'chat', failure: garbage });
    await say(trial, 'Звоните в дверь');
    const { call, errors } = await politeEnd(trial, from, 'llm');
    expect(errors.length).toBeGreaterThanOrEqual(2);
    const said = call.transcript.filter((turn) => turn.speaker === 'agent').map((turn) => turn.text);
    expect(said[1]).toBe('Очень рада, Иван! Какую вещь вам доставить?');
    expect(said[2]).toBe('Иван, куда это привезти?');
    expect(said[3]).toMatch(/что передать курьеру\?$/);
    const latency = call.transcript.find((turn) => turn.text === said[1])?.latency;
    expect(latency?.llmFirstTokenMs).toBeGreaterThan(0);
  });

  it('voice hangs, refuses, answers garbage / another voice within the bound, the call ends politely', async () => {
    const from = '79001114422';
    const trial = await begin(from, 'TTS');
    expect(await sayIntoFault(trial, 'Меня зовут Иван', 'speech', hang)).toBeLessThan(limitMs);
    const refused = { kind: 'status', status: 500 } as const;
    expect(await sayIntoFault(trial, 'Привезите документы', 'speech', refused)).toBeLessThan(limitMs);
    expect(await sayIntoFault(trial, 'На улицу Ленина', 'speech', garbage)).toBeLessThan(limitMs);
    await say(trial, 'Звоните в дверь');
    const { call } = await politeEnd(trial, from, 'tts');
    const said = call.transcript.filter((turn) => turn.speaker === 'agent').map((turn) => turn.text);
    expect(said.slice(1)).toEqual([
      'Иван, что вам привезти?',
      'Иван, куда это привезти?',
      'Иван, что передать курьеру?',
      'Спасибо, Иван, поручение принято. До свидания!',
    ]);
  });
});
