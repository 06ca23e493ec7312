import { levelDbfs, readWav } from '@allo/call/audio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, startServerProcess, type ServerProcess } from '../server/index.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../stand-ins/index.ts';
import { CallApi } from './call-api.ts';
import { dataDirWithAgents } from './own-agents.ts';
import { type PhoneCall, Telephone } from './telephone.ts';
import { waitUntil } from './wait-until.ts';

let standIn: OpenAiStandIn;
let server: ServerProcess;
let api: CallApi;
const telephone = new Telephone();

beforeAll(async () => {
  standIn = await startOpenAiStandIn({ clock: telephone.clock, speaks: false });
  await telephone.start();
  server = await startServerProcess({
    dataDir: await dataDirWithAgents('errand'),
    env: { OPENAI_STT_BASE_URL: standIn.baseUrl },
  });
  api = new CallApi(server.httpUrl, await claimServer(server));
});

afterAll(async () => {
  await telephone.close();
  await server?.stop();
  await server?.dispose();
  await standIn?.close();
});

const uri = (user: string) => `sip:${user}@127.0.0.1:${server.sipPort}`;

/** Speaks aloud; the recogniser is scripted to hear just these words. */
async function saying(phone: PhoneCall, text: string): Promise<void> {
  standIn.setScript({ transcripts: [text] });
  await phone.say(text);
}

/** Speaks and waits for the answer. */
async function exchange(phone: PhoneCall, text: string): Promise<void> {
  await saying(phone, text);
  await phone.listen();
}

describe('a call over SIP', () => {
  it('a Russian conversation with the salon / name, telephone and time were said / a lead, transcript, events and recording are stored', async () => {
    const phone = await telephone.call({ uri: uri('salon'), from: '79001112233' });
    await phone.listen();
    await exchange(phone, 'Хочу записаться на маникюр');
    await exchange(phone, 'Завтра в половине четвертого');
    await exchange(phone, 'Иван Петров');
    await exchange(phone, 'Нет другой номер');
    await exchange(phone, 'Восемь девятьсот двадцать шесть сто двадцать три сорок пять шестьдесят семь');
    await exchange(phone, 'Да верно');
    await saying(phone, 'Да всё верно');
    expect(await phone.line.ended).toBe('remote-hung-up');

    const call = await api.from('79001112233', (one) => one.state === 'completed');
    expect(call).toMatchObject({
      agentId: 'salon',
      wire: 'sip',
      direction: 'inbound',
      to: 'salon',
      outcome: 'lead',
      hasRecording: true,
    });
    expect(call.durationMs).toBeGreaterThan(20_000);
    const values = Object.fromEntries(call.fields.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ service: 'manicure', phone: '+79261234567' });
    expect(values['client_name']).toMatch(/Иван/);
    expect(values['visit_at']).toMatch(/15:30/);
    const said = call.transcript.filter((turn) => turn.speaker === 'caller').map((turn) => turn.text);
    expect(said).toEqual([
      'Хочу записаться на маникюр',
      'Завтра в половине четвертого',
      'Иван Петров',
      'Нет другой номер',
      'Восемь девятьсот двадцать шесть сто двадцать три сорок пять шестьдесят семь',
      'Да верно',
      'Да всё верно',
    ]);
    const answers = call.transcript.filter((turn) => turn.speaker === 'agent');
    expect(answers.length).toBeGreaterThanOrEqual(8);
    expect(answers.every((turn) => !turn.isInterrupted && turn.endMs > turn.startMs)).toBe(true);
    const measured = call.transcript.flatMap((turn) => (turn.latency ? [turn.latency] : []));
    expect(measured).toHaveLength(7);
    for (const latency of measured) {
      expect(latency.voiceToVoiceMs).toBeGreaterThan(0);
      expect(latency.sttFinalMs).toBeGreaterThan(0);
    }
    console.log(`voice to voice, p50: ${call.voiceToVoiceP50Ms} ms`);

    const [lead] = (await api.leads()).filter((one) => one.callId === call.id);
    expect(lead).toMatchObject({ kind: 'lead', status: 'new', phone: '+79261234567', agentId: 'salon' });
    expect(lead?.name).toMatch(/Иван/);
    expect(lead?.fields.find((field) => field.name === 'visit_at')?.value).toBe(values['visit_at']);

    const events = await api.events(call.id);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(0)?.type).toBe('call.initiated');
    expect(events.at(-1)?.type).toBe('call.ended');
    expect(events.filter((event) => event.type === 'agent.error')).toEqual([]);

    const wav = readWav(await api.recording(call.id));
    expect(wav.channelSamples).toHaveLength(2);
    for (const turn of call.transcript) {
      const channel = wav.channelSamples[turn.speaker === 'caller' ? 0 : 1] as Int16Array;
      expect(levelDbfs(stretch(channel, wav.sampleRateHz, turn)), turn.text).toBeGreaterThan(-40);
    }
    const seconds = (wav.channelSamples[0]?.length ?? 0) / wav.sampleRateHz;
    expect(Math.abs(seconds * 1000 - (call.durationMs ?? 0))).toBeLessThan(1000);
  });

  it('an unknown number / 404 and no call', async () => {
    const call = await telephone.dial({ uri: uri('nobody'), from: '79001112244' });
    await expect(call.answered).rejects.toMatchObject({ status: 404 });
    expect((await api.list()).some((one) => one.from === '79001112244')).toBe(false);
  });

  it('the caller gives up before the answer / 487 and a call that was cancelled', async () => {
    const call = await telephone.dial({ uri: uri('lidia'), from: '79001112255' });
    await call.cancel();
    expect(await call.ended).toBe('cancelled');
    expect(call.statuses.at(-1)).toBe(487);
    const stored = await api.from('79001112255', (one) => one.endedAt !== null);
    expect(stored).toMatchObject({ endReason: 'caller-cancelled', answeredAt: null, transcript: [] });
    await telephone.call({ uri: uri('lidia'), from: '79001112256' }).then((next) => next.line.hangUp());
  });

  it('hold and resume / silence on hold, the conversation goes on afterwards', async () => {
    const phone = await telephone.call({ uri: uri('errand'), from: '79001112266' });
    await phone.listen();
    await phone.line.hold();
    expect(phone.line.agreement?.canSend).toBe(true);
    const heldAtMs = telephone.clock.now();
    // Longer than the agent's patience with silence: nobody is asked whether they are there.
    await waitUntil('nine seconds on hold', 12_000, () => telephone.clock.now() - heldAtMs > 9000);
    expect(phone.lastVoiceMs).toBeLessThan(heldAtMs + 300);
    await phone.line.resume();
    await exchange(phone, 'Меня зовут Иван');
    await phone.line.hangUp();
    const call = await api.from('79001112266', (one) => one.state === 'completed');
    const types = (await api.events(call.id)).map((event) => event.type);
    expect(types.filter((type) => type === 'call.held' || type === 'call.resumed')).toEqual([
      'call.held',
      'call.resumed',
    ]);
    expect(types).not.toContain('call.silence');
    expect(call.fields).toContainEqual(expect.objectContaining({ name: 'client_name', value: 'Иван' }));
    expect(call.endReason).toBe('caller-hung-up');
  });

  it('the caller speaks over a long greeting / the agent falls silent and only what was heard is kept', async () => {
    const phone = await telephone.call({ uri: uri('lidia'), from: '79001112277' });
    const startMs = await phone.firstVoiceAfter(0);
    await waitUntil('the greeting is under way', 5000, () => telephone.clock.now() - startMs > 1500);
    const spokeAtMs = telephone.clock.now();
    standIn.setScript({ transcripts: ['Здравствуйте меня зовут Ольга'] });
    const speaking = phone.say('Здравствуйте меня зовут Ольга');
    await speaking;
    const silentFromMs = phone.lastVoiceMs;
    console.log(`barge-in: the agent was heard for ${Math.round(silentFromMs - spokeAtMs)} ms more`);
    // The utterance lasts two seconds: the agent was silent well before its end.
    expect(silentFromMs - spokeAtMs).toBeLessThan(1300);
    await phone.listen();
    await phone.line.hangUp();

    const call = await api.from('79001112277', (one) => one.state === 'completed');
    const greeting = call.transcript.find((turn) => turn.speaker === 'agent');
    expect(greeting?.isInterrupted).toBe(true);
    expect(greeting?.text).toMatch(/^(Здравствуйте|Добрый день)/);
    expect(greeting?.text).not.toMatch(/Разговор записывается/);
    expect((greeting?.endMs ?? 0) - (greeting?.startMs ?? 0)).toBeLessThan(3500);
    const events = await api.events(call.id);
    const interrupted = events.find((event) => event.type === 'call.interrupted');
    expect(interrupted?.data['heardText']).toBe(greeting?.text);
    expect(call.fields).toContainEqual(expect.objectContaining({ name: 'caller_name', value: 'Ольга' }));
  });
});

function stretch(pcm: Int16Array, rateHz: number, turn: { startMs: number; endMs: number }): Int16Array {
  return pcm.subarray((turn.startMs * rateHz) / 1000, (turn.endMs * rateHz) / 1000);
}
