import { fileURLToPath } from 'node:url';
import { AppError } from '@allo/kernel';
import type * as Onnx from 'onnxruntime-node';

/** Length of one layer of the recurrent state of one stream; there are two layers. */
export const stateSize = 128;
export const stateLayers = 2;

/** The network as loaded: one session serves every batch of a thread. */
export interface SileroModel {
  onnx: typeof Onnx;
  session: Onnx.InferenceSession;
}

/** Loads the runtime and the network. Throws an AppError that says how to mend what is missing. */
export async function loadSileroModel(): Promise<SileroModel> {
  let onnx: typeof Onnx;
  try {
    onnx = await import('onnxruntime-node');
  } catch (cause) {
    throw new AppError(
      'provider_missing',
      'Voice detection cannot start: onnxruntime-node does not load on this machine. Run `npm ci`; it needs 64-bit Linux (glibc), macOS or Windows.',
      { cause, detail: cause instanceof Error ? cause.message : String(cause) },
    );
  }
  try {
    const session = await onnx.InferenceSession.create(
      fileURLToPath(new URL('silero_vad.onnx', import.meta.url)),
      {
        // Batches are the parallelism; a second thread would only take cores from media.
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        logSeverityLevel: 3,
      },
    );
    return { onnx, session };
  } catch (cause) {
    throw new AppError(
      'provider_missing',
      'Voice detection cannot start: adapters/silero/silero_vad.onnx is missing or damaged. Restore it from the repository.',
      { cause, detail: cause instanceof Error ? cause.message : String(cause) },
    );
  }
}
