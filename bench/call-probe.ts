import { parentPort, workerData } from 'node:worker_threads';
import { createSystemClock, setThreadUrgency } from '@allo/kernel';
import { type CallerCall, createSipCaller } from '@allo/testing/sip-caller';

/** A thread that holds a few calls and does nothing else, so that the time it reads is the packets' and not its own. */
export interface ProbeOrder {
  uri: string;
  calls: number;
  /** Packets are counted from so long after the calls are up, for so long. */
  settleMs: number;
  measureMs: number;
}

export interface ProbeReport {
  /** |gap to the packet before − 20 ms|, every pair. */
  deviationsMs: number[];
  lost: number;
  /** How late a 5 ms timer of the probe fires. */
  ownLateMs: number[];
}

const { uri, calls: wanted, settleMs, measureMs } = workerData as ProbeOrder;
setThreadUrgency('audio');
const clock = createSystemClock();
const caller = createSipCaller({ clock });
await caller.start();
const calls: CallerCall[] = [];
for (let index = 0; index < wanted; index++)
  calls.push(await caller.call({ uri, from: `7901${String(index).padStart(7, '0')}` }));
await clock.sleep(settleMs);
const fromMs = clock.now();
const ownLateMs: number[] = [];
while (clock.now() < fromMs + measureMs) {
  const dueMs = clock.now() + 5;
  await clock.sleep(5);
  ownLateMs.push(Math.max(0, clock.now() - dueMs));
}
const report: ProbeReport = {
  deviationsMs: calls.flatMap((call) => deviations(call)),
  lost: calls.reduce((sum, call) => sum + call.media.heard.statistics().lost, 0),
  ownLateMs,
};
parentPort?.postMessage(report);
await caller.close();
parentPort?.close();

function deviations(call: CallerCall): number[] {
  const out: number[] = [];
  const { arrivals } = call.media.heard;
  for (let index = 1; index < arrivals.length; index++) {
    const [before, now] = [arrivals[index - 1], arrivals[index]];
    if (!before || !now || before.atMs < fromMs) continue;
    const dueMs = ((now.timestamp - before.timestamp) | 0) / 8;
    if (dueMs === 20) out.push(Math.abs(now.atMs - before.atMs - dueMs));
  }
  return out;
}
