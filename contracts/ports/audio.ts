/** Mono signed 16-bit samples. One frame of the hot path is 20 ms: 160 samples at 8 kHz, 320 at 16 kHz. */
export type Pcm = Int16Array;

/** Rates the call engine works at: the telephone's own and wideband. */
export type EngineRateHz = 8000 | 16000;

export const frameMs = 20;
