/** The recogniser's thread: soundswallower is synchronous and would stop the stand-in's pacing. */
import { parentPort } from 'node:worker_threads';
import createModule, { type Decoder } from 'soundswallower';
import type { RecogniserAnswer, RecogniserOrder } from './recogniser-messages.ts';

const port = parentPort;
if (!port) throw new Error('recogniser-worker.ts runs as a worker thread');

const modelBase = new URL('model/', import.meta.resolve('soundswallower')).pathname;
const module = await createModule({ modelBase } as object);
const decoder: Decoder = new module.Decoder({ samprate: 8000, loglevel: 'FATAL' });
await decoder.initialize();
let currentGrammar: string | null = null;

port.on('message', (order: RecogniserOrder) => {
  port.postMessage(answer(order) satisfies RecogniserAnswer);
});

function answer({ id, grammar, samples }: RecogniserOrder): RecogniserAnswer {
  try {
    if (grammar !== currentGrammar) {
      currentGrammar = null;
      decoder.set_grammar(grammar);
      currentGrammar = grammar;
    }
    decoder.start();
    decoder.process_audio(samples, false, true);
    decoder.stop();
    return { id, text: decoder.get_text() ?? '' };
  } catch (error) {
    // Errors carry the whole bundle's source: the first line is enough.
    const detail = String(error).split('\n', 1)[0] ?? '';
    return { id, error: detail.slice(0, 200) };
  }
}
