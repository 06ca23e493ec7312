/**
 * The synthesiser's own process. eSpeak NG is GPL-3: it is loaded here and nowhere else, and talks to Allo through
 * a message channel. Started by {@link EspeakChild}; ends by itself when the channel closes, so it never outlives
 * the server, however that ended.
 */
import createModule, { type EspeakWorker } from '@echogarden/espeak-ng-emscripten';
import { createSystemClock } from '@allo/kernel';
import type { EspeakOrder, EspeakReply } from './espeak-messages.ts';
import { piecesToSpeak } from './speakable-text.ts';

interface Job {
  order: Extract<EspeakOrder, { type: 'synthesize' }>;
  pieces: string[];
}

const clock = createSystemClock();
/** Requests in hand; a piece of each in turn. */
const jobs = new Map<number, Job>();
let isWorking = false;

process.on('disconnect', () => process.exit(0));
// Ctrl+C reaches the whole group; the server decides when its voice ends.
process.on('SIGINT', () => undefined);

const { eSpeakNGWorker } = await createModule();
const worker: EspeakWorker = new eSpeakNGWorker();
warmUp(worker);

process.on('message', (order: EspeakOrder) => {
  if (order.type === 'cancel') {
    jobs.delete(order.id);
    return;
  }
  jobs.set(order.id, { order, pieces: piecesToSpeak(order.text) });
  schedule();
});
reply({ type: 'ready' });

function schedule(): void {
  if (isWorking || jobs.size === 0) return;
  isWorking = true;
  clock.defer(() => {
    isWorking = false;
    for (const job of [...jobs.values()].slice(0, 1)) work(job);
    schedule();
  });
}

/** One piece; the job then goes to the end of the line. */
function work(job: Job): void {
  const { id } = job.order;
  jobs.delete(id);
  const piece = job.pieces.shift();
  try {
    if (piece !== undefined) speak(job, piece);
  } catch (error) {
    reply({ type: 'failed', id, detail: error instanceof Error ? error.name : 'unknown' });
    return;
  }
  if (job.pieces.length > 0) jobs.set(id, job);
  else reply({ type: 'done', id });
}

function speak(job: Job, piece: string): void {
  const { id, voice, rate, pitch, range } = job.order;
  worker.set_voice(voice, '', 0, 0, 0);
  worker.set_rate(rate);
  worker.set_pitch(pitch);
  worker.set_range(range);
  worker.synthesize(piece, (audio) => {
    if (audio.length > 0) reply({ type: 'chunk', id, pcm: audio });
    return false;
  });
}

/** The first synthesis of a language reads its dictionary, up to 0.3 s: not on the first caller's time. */
function warmUp(synthesiser: EspeakWorker): void {
  for (const [voice, text] of [
    ['ru+f2', 'Да'],
    ['en-us+f2', 'Yes'],
  ] as const) {
    synthesiser.set_voice(voice, '', 0, 0, 0);
    synthesiser.synthesize(text, () => false);
  }
}

function reply(message: EspeakReply): void {
  if (process.connected) process.send?.(message);
}
