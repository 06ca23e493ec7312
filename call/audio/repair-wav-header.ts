import { open } from 'node:fs/promises';
import { readWav } from './read-wav.ts';
import { wavHeader, wavHeaderBytes } from './wav-header.ts';

export interface WavRepair {
  /** False when the header was right already. */
  wasRepaired: boolean;
  durationMs: number;
}

/**
 * Makes the header of a recording whose writer was killed tell the length the file really has, so that every
 * player plays it to the end. Only headers of our own layout (44 bytes) are rewritten. Reads no samples.
 * Throws RangeError when it is not a recording of ours, and whatever the file system throws.
 */
export async function repairWavHeader(path: string): Promise<WavRepair> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const header = new Uint8Array(wavHeaderBytes);
    const { bytesRead } = await file.read(header, 0, wavHeaderBytes, 0);
    const wav = readWav(header.subarray(0, bytesRead));
    if (wav.dataOffset !== wavHeaderBytes) throw new RangeError('not a recording of ours');
    const blockBytes = wav.channels * 2;
    const dataBytes = size - wavHeaderBytes - ((size - wavHeaderBytes) % blockBytes);
    const right = wavHeader(wav, dataBytes);
    const wasRepaired = Buffer.compare(header, right) !== 0;
    if (wasRepaired) await file.write(right, 0, right.length, 0);
    return { wasRepaired, durationMs: (dataBytes / blockBytes / wav.sampleRateHz) * 1000 };
  } finally {
    await file.close();
  }
}
