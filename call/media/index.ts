export { JitterBuffer, type JitterStats } from './jitter-buffer.ts';
export { MediaLine, type MediaLineOptions, type MediaLineStats } from './media-line.ts';
export type { StereoRecorder } from './stereo-recorder.ts';
