export { FileStereoRecorder, type FileStereoRecorderOptions } from './file-stereo-recorder.ts';
export { JitterBuffer, type JitterStats } from './jitter-buffer.ts';
export { MediaLine, type MediaLineOptions, type MediaLineStats } from './media-line.ts';
export { MemoryStereoRecorder } from './memory-stereo-recorder.ts';
export type { StereoRecorder } from './stereo-recorder.ts';
export { Ticker, type TickerStats } from './ticker.ts';
