import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { levelDbfs, readWav } from '@allo/call/audio';
import { createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BaresipPhone } from '../baresip/baresip-phone.ts';
import { likeness } from '../baresip/likeness.ts';
import { claimServer, startServerProcess, type ServerProcess } from '../server/index.ts';
import { createSpokenVoice, type OpenAiStandIn, startOpenAiStandIn } from '../stand-ins/index.ts';
import { CallApi } from './call-api.ts';
import { dataDirWithAgents } from './own-agents.ts';
import { waitUntil } from './wait-until.ts';

const grammarFile = fileURLToPath(new URL('../skillbases/reception.gram', import.meta.url));
const voice = createSpokenVoice(createSystemClock());
let standIn: OpenAiStandIn;
let server: ServerProcess;
let phone: BaresipPhone;
let api: CallApi;

beforeAll(async () => {
  expect(voice.kind, 'the caller needs a real voice: apt-get install espeak-ng').toBe('espeak');
  const grammar = await readFile(grammarFile, 'utf8');
  standIn = await startOpenAiStandIn({ script: { grammar }, speaks: false });
  server = await startServerProcess({
    dataDir: await dataDirWithAgents('reception'),
    env: { OPENAI_STT_BASE_URL: standIn.baseUrl },
  });
  api = new CallApi(server.httpUrl, await claimServer(server));
  phone = await BaresipPhone.start();
});

afterAll(async () => {
  voice.close();
  await phone?.close();
  await server?.stop();
  await server?.dispose();
  await standIn?.close();
});

type Answer = { say: string } | { press: string };

/** What the caller answers to what the agent asked; like a person, says it again when asked again. */
function answerTo(question: string): Answer | null {
  if (/Shall I book/.test(question)) return { say: 'yes please' };
  if (/right\?|correct\?/.test(question))
    return { say: question.includes('billing') ? 'yes please' : 'no thank you' };
  if (/call you back|day and/.test(question)) return { say: 'tomorrow at three' };
  if (/How many|one to nine/.test(question)) return { press: '3' };
  if (/department|sales, support or billing|Which one/.test(question))
    return { say: 'please connect me to billing' };
  return null;
}

describe('a real telephone program', () => {
  it('English speech recognised for real, a key, speech in return / the call back is agreed and both sides have the voices', async () => {
    await phone.dial(`sip:reception@127.0.0.1:${server.sipPort}`);
    await waitUntil('baresip is answered', 10_000, () => phone.events.includes('CALL_ESTABLISHED'));
    const call = await api.newest((one) => one.state === 'active');
    let answered = 0;
    const isOver = () => phone.events.includes('CALL_CLOSED');
    await waitUntil('the conversation ends', 120_000, async () => {
      const spoken = (await api.events(call.id)).filter((event) => event.type === 'agent.spoke');
      if (spoken.length === answered) return isOver();
      answered = spoken.length;
      const answer = answerTo(String(spoken.at(-1)?.data['text']));
      if (answer && 'say' in answer) await phone.say(await voice.speak(answer.say, 8000, 'en-us'));
      else if (answer) await phone.press(answer.press);
      return isOver();
    });

    const stored = await api.newest((one) => one.state === 'completed');
    console.log(stored.transcript.map((turn) => `${turn.speaker}: ${turn.text}`).join('\n'));
    expect(stored).toMatchObject({ id: call.id, agentId: 'reception', outcome: 'lead', hasRecording: true });
    const values = Object.fromEntries(stored.fields.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ department: 'billing', people: '3', is_agreed: 'true' });
    expect(values['callback_time']).toMatch(/T(03|15):00/);
    const said = stored.transcript.filter((turn) => turn.speaker === 'caller').map((turn) => turn.text);
    for (const phrase of ['please connect me to billing', 'tomorrow at three', 'yes please'])
      expect(said).toContain(phrase);
    expect(standIn.requests.every((request) => request.facts['isRecognised'] === true)).toBe(true);
    const digits = (await api.events(call.id)).filter((event) => event.type === 'call.dtmf_received');
    expect(digits.map((event) => event.data['digit'])).toContain('3');

    const heard = readWav(await phone.heardWav());
    const kept = readWav(await api.recording(call.id));
    expect(heard.sampleRateHz).toBe(8000);
    const heardPcm = heard.channelSamples[0] as Int16Array;
    const agentPcm = kept.channelSamples[1] as Int16Array;
    // Three moments of the agent's voice: the greeting, the middle, the goodbye.
    const turns = stored.transcript.filter((turn) => turn.speaker === 'agent');
    for (const turn of [turns[0], turns[2], turns.at(-1)]) {
      const startMs = (turn?.startMs ?? 0) + 300;
      const moment = agentPcm.subarray(startMs * 8, (startMs + 500) * 8);
      expect(levelDbfs(moment)).toBeGreaterThan(-40);
      const near = heardPcm.subarray(Math.max(0, (startMs - 3000) * 8), (startMs + 3500) * 8);
      const alike = likeness(near, moment);
      console.log(`voice at ${Math.round(startMs)} ms: correlation ${alike.toFixed(3)}`);
      expect(alike).toBeGreaterThan(0.9);
    }
  });
});
