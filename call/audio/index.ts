export { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw, g711Silence } from './g711.ts';
export { energy, levelDbfs, rms } from './level.ts';
export { Resampler } from './resampler.ts';
export { type Wav, readWav } from './read-wav.ts';
export { type WavFormat, wavHeader, wavHeaderBytes } from './wav-header.ts';
export { type WavRepair, repairWavHeader } from './repair-wav-header.ts';
