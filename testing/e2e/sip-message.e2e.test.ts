import { levelDbfs, readWav } from '@allo/call/audio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, startServerProcess, type ServerProcess } from '../server/index.ts';
import { CallApi } from './call-api.ts';
import { Telephone } from './telephone.ts';

let server: ServerProcess;
let api: CallApi;
const telephone = new Telephone();

beforeAll(async () => {
  await telephone.start();
  server = await startServerProcess();
  api = new CallApi(server.httpUrl, await claimServer(server));
});

afterAll(async () => {
  await telephone.close();
  await server?.stop();
  await server?.dispose();
});

// Nothing is scripted, so the calls go side by side.
describe.concurrent('a call when nothing can recognise speech', () => {
  it('the menu, a key, a message after the tone / the message is a lead and is in the recording', async () => {
    const from = '79001113300';
    const phone = await telephone.call({ uri: `sip:salon@127.0.0.1:${server.sipPort}`, from });
    await phone.listen();
    // 3 is a question with an answer and the menu again; 0 is a message.
    await phone.press('3');
    await phone.listen();
    await phone.press('0');
    await phone.listen();
    await phone.say('Это Мария перезвоните мне насчёт стрижки после шести');
    await phone.press('#');
    expect(await phone.line.ended).toBe('remote-hung-up');

    const call = await api.from(from, (one) => one.state === 'completed');
    expect(call).toMatchObject({ agentId: 'salon', outcome: 'callback', hasRecording: true });
    expect(call.transcript.some((turn) => turn.speaker === 'caller')).toBe(false);
    const said = call.transcript.map((turn) => turn.text).join(' ');
    expect(said).toMatch(/Здравствуйте|Добрый день/);
    expect(said.match(/нажмите один/g)).toHaveLength(2);
    expect(said).toMatch(/с девяти утра до девяти вечера/);
    expect(said).toMatch(/сообщение после сигнала/);
    expect(said).toMatch(/сообщение записано/);

    const [lead] = (await api.leads()).filter((one) => one.callId === call.id);
    expect(lead).toMatchObject({ kind: 'message', phone: from, agentId: 'salon', status: 'new' });

    const events = await api.events(call.id);
    const digits = events.filter((event) => event.type === 'call.dtmf_received');
    expect(digits.map((event) => event.data['digit'])).toEqual(['3', '0', '#']);
    const message = events.find((event) => event.type === 'call.message_recorded');
    const { startMs, durationMs } = (message?.data ?? {}) as { startMs: number; durationMs: number };
    expect(durationMs).toBeGreaterThan(2000);
    const wav = readWav(await api.recording(call.id));
    const [caller, agent] = wav.channelSamples as [Int16Array, Int16Array];
    const of = (pcm: Int16Array, fromMs: number, toMs: number) =>
      pcm.subarray((fromMs * wav.sampleRateHz) / 1000, (toMs * wav.sampleRateHz) / 1000);
    expect(levelDbfs(of(caller, startMs, startMs + durationMs))).toBeGreaterThan(-40);
    // The tone is just before the message, and the agent is silent during it.
    expect(levelDbfs(of(agent, startMs - 300, startMs - 50))).toBeGreaterThan(-40);
    expect(levelDbfs(of(agent, startMs + 100, startMs + durationMs))).toBeLessThan(-60);
  });

  it('the caller only leaves a message and hangs up / the message counts', async () => {
    const from = '79001113311';
    const phone = await telephone.call({ uri: `sip:lidia@127.0.0.1:${server.sipPort}`, from });
    // A key is taken while the greeting is still spoken.
    await phone.firstVoiceAfter(0);
    await phone.press('1');
    await phone.listen();
    await phone.say('Передайте что договор готов');
    await phone.line.hangUp();
    const call = await api.from(from, (one) => one.state === 'completed');
    expect(call).toMatchObject({ endReason: 'caller-hung-up', outcome: 'callback' });
    const [lead] = (await api.leads()).filter((one) => one.callId === call.id);
    expect(lead).toMatchObject({ kind: 'message', phone: from });
  });
});
