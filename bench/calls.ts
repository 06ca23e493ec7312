import { processFigures, startServerProcess } from '@allo/testing/server';
import { startStandInProcess } from '@allo/testing/stand-ins';
import { type Bench, percentile, rounded } from './bench.ts';
import { holdCalls, understoodPhrases } from './hold-calls.ts';

/** Many SIP calls at once: is every packet on time, is none lost, what does a call cost. */
export const callsBench: Bench = {
  name: 'calls',
  summary: 'concurrent SIP calls through the whole engine: pacing at the wire, loss, CPU and memory per call',
  async run(options) {
    const calls = Number(options.calls ?? 100);
    // A tenth of the calls, but at least one, are held by a thread that only listens: the ear of the bench.
    const probes = Math.max(1, Math.round(calls / 10));
    const seconds = Number(options.seconds ?? 40);
    const agent = options.agent ?? 'lidia';
    const standIn = await startStandInProcess({
      script: {
        transcripts: understoodPhrases(20_000),
      },
    });
    // A first start makes the database, and its memory comes back only slowly: measure a second one.
    const made = await startServerProcess();
    await made.stop();
    const server = await startServerProcess({
      dataDir: made.dataDir,
      env: { OPENAI_STT_BASE_URL: standIn.baseUrl },
    });
    const uri = `sip:${agent}@127.0.0.1:${server.sipPort}`;
    const held = await holdCalls({ uri, calls, probes, seconds, watch: () => processFigures(server.pid) });
    const { before, atStart, atEnd, stillUp, lost, setupMs, refused } = held;
    const pacing = held.deviationsMs;
    const exit = await server.stop();
    await server.dispose();
    await standIn.close();

    const cpuS = atEnd && atStart ? atEnd.cpuSeconds - atStart.cpuSeconds : Number.NaN;
    return {
      figures: {
        calls: stillUp,
        pacingP50Ms: rounded(percentile(pacing, 0.5)),
        pacingP99Ms: rounded(percentile(pacing, 0.99)),
        pacingMaxMs: rounded(percentile(pacing, 1)),
        lostFrames: lost,
        cpuPctPerCall: rounded((cpuS / held.measuredS / Math.max(1, stillUp)) * 100, 3),
        rssMbPerCall: rounded(
          atEnd && before ? (atEnd.rssMb - before.rssMb) / Math.max(1, stillUp) : Number.NaN,
        ),
        setupP95Ms: rounded(percentile(setupMs, 0.95), 1),
      },
      conditions: {
        offered: calls,
        refused,
        seconds,
        packets: pacing.length,
        agent,
        codec: 'PCMA',
        vad: 'Silero, batched',
        stt: 'stand-in over HTTP, own process',
        voice: 'eSpeak NG, set phrases cached',
        recording: true,
        rssMbWithCalls: rounded(atEnd?.rssMb ?? Number.NaN, 0),
        pacingMeasuredOn: `${probes} of the calls, in a thread that does nothing else`,
        probeLateP99Ms: rounded(percentile(held.ownLateMs, 0.99)),
        callers: 'the other calls, one Node thread on the same two cores as the server',
        serverExit: exit ?? -1,
      },
    };
  },
};
