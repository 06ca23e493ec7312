import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { MediaVoicePort, type VoiceCommand, VoiceHost, type VoiceReport } from '@allo/call/session';
import { createIds, createLog, createSystemClock, setThreadUrgency, toAppError } from '@allo/kernel';
import { composeProviders, type ProvidersConfig } from '../../compose/providers.ts';

/** Entry of the voice thread: every session, the voice detector and the providers' streams. */
export interface VoiceWorkerData {
  providers: ProvidersConfig;
  logLevel: Parameters<typeof createLog>[0]['level'];
  mediaPort: MessagePort;
}

/** What the thread says about itself, beside the reports of its calls. */
export type VoiceWorkerMessage = VoiceReport | { type: 'ready' } | { type: 'failed'; message: string };
export type VoiceWorkerOrder = VoiceCommand | { type: 'close' };

if (!parentPort) throw new Error('voice-worker runs in a worker thread only');
// A pause of some milliseconds here is nothing; in the media thread it is heard.
setThreadUrgency('background');
const port = parentPort;
const { providers: config, logLevel, mediaPort } = workerData as VoiceWorkerData;
const clock = createSystemClock();
const log = createLog({ level: logLevel }).child({ thread: 'voice' });
const composed = composeProviders(config, { clock, log });
const media = new MediaVoicePort(mediaPort);
const tell = (message: VoiceWorkerMessage) => port.postMessage(message);
const host = new VoiceHost({
  attach: (lineId) => media.attach(lineId),
  providers: composed.providers,
  providersFor: composed.providersFor,
  clock,
  ids: createIds(clock),
  log,
  report: tell,
});

// One look at the voices of all calls per tick.
media.onBatchDelivered(() => composed.voiceActivity.flush());
port.on('message', (order: VoiceWorkerOrder) => {
  if (order.type !== 'close') return host.handle(order);
  host.close();
  media.close();
  void composed.close().finally(() => port.close());
});

composed.voiceActivity.start().then(
  () => tell({ type: 'ready' }),
  (error: unknown) => tell({ type: 'failed', message: toAppError(error).message }),
);
