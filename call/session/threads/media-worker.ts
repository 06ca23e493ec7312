import { parentPort, workerData } from 'node:worker_threads';
import { RtpPortRange } from '@allo/call/wire/rtp';
import { createSystemClock, createSystemRandom, setThreadUrgency } from '@allo/kernel';
import { serveMediaControl } from './media-control-server.ts';
import { MediaHost } from './media-host.ts';

/** Entry of the media thread: the 20 ms clock, sockets, codecs and recordings, and nothing else. */
export interface MediaWorkerData {
  bindAddress: string;
  rtpPortFrom: number;
  rtpPortTo: number;
}

if (!parentPort) throw new Error('media-worker runs in a worker thread only');
setThreadUrgency('audio');
const port = parentPort;
const { bindAddress, rtpPortFrom, rtpPortTo } = workerData as MediaWorkerData;
const host = new MediaHost({
  clock: createSystemClock(),
  random: createSystemRandom(),
  rtp: { ports: new RtpPortRange(rtpPortFrom, rtpPortTo), bindAddress },
});
serveMediaControl(host, port, () => port.close());
