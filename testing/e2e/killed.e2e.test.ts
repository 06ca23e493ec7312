import { readWav, rms } from '@allo/call/audio';
import { createSystemClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { claimServer, startServerProcess } from '../server/index.ts';
import { createSipCaller } from '../sip-caller/index.ts';
import { CallApi } from './call-api.ts';

describe('a process that is killed in mid-call', () => {
  it('kill -9 while the agent speaks / next start / call is interrupted, recording and transcript are kept', async () => {
    const clock = createSystemClock();
    const first = await startServerProcess();
    const owner = await claimServer(first);
    const caller = createSipCaller({ clock });
    await caller.start();
    const call = await caller.call({ uri: `sip:lidia@127.0.0.1:${first.sipPort}`, from: '79001234567' });
    const api = new CallApi(first.httpUrl, owner);
    // The greeting was heard whole: there is something to lose.
    const before = await api.newest((one) => one.transcript.length > 0);
    await first.kill();
    await caller.close();

    const second = await startServerProcess({ dataDir: first.dataDir });
    const after = await new CallApi(second.httpUrl, owner).get(before.id);
    expect(after.state).toBe('interrupted');
    expect(after.endedAt).not.toBeNull();
    expect(after.transcript).toEqual(before.transcript);
    expect(after.from).toBe('79001234567');

    const wav = readWav(await new CallApi(second.httpUrl, owner).recording(before.id));
    expect(wav.channelSamples).toHaveLength(2);
    const agent = wav.channelSamples[1] as Int16Array;
    expect(agent.length / wav.sampleRateHz).toBeGreaterThan(1);
    expect(rms(agent)).toBeGreaterThan(100);
    expect(call.media.heard.pcm().length).toBeGreaterThan(8000);

    // A second recovery has nothing left to do.
    await second.stop();
    const third = await startServerProcess({ dataDir: first.dataDir });
    expect(await new CallApi(third.httpUrl, owner).get(before.id)).toEqual(after);
    await third.stop();
    await third.dispose();
  });
});
