// The bundler answers `?worker&url` with the address of the bundled file; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import playbackUrl from './playback.worklet.ts?worker&url';

export interface SpeakerReport {
  /** Peak since the last report, 0…1. */
  level: number;
  playedMs: number;
  depthMs: number;
  underruns: number;
}

export interface Speaker {
  play(frame: ArrayBuffer): void;
  /** Silences at once what is still waiting. */
  clear(): void;
  close(): void;
}

/** A jitter-buffered loudspeaker for PCM16 little endian at 16 kHz; null where the page may not have one. */
export async function openSpeaker(
  context: AudioContext,
  onReport: (report: SpeakerReport) => void,
): Promise<Speaker | null> {
  // Browsers give worklets to secure pages only; the call is then silent text.
  if (!(context.audioWorklet as AudioWorklet | undefined)) return null;
  await context.audioWorklet.addModule(playbackUrl);
  const node = new AudioWorkletNode(context, 'allo-playback', { numberOfInputs: 0, outputChannelCount: [1] });
  node.port.addEventListener('message', (event: MessageEvent<SpeakerReport>) => onReport(event.data));
  node.port.start();
  node.connect(context.destination);
  return {
    play: (frame) => {
      // Half a sample at the end would make the view throw; such a frame is not of this wire.
      if (frame.byteLength % 2 !== 0) return;
      const samples = new Int16Array(frame);
      node.port.postMessage(samples, [samples.buffer]);
    },
    clear: () => node.port.postMessage('clear'),
    close: () => {
      node.port.close();
      node.disconnect();
    },
  };
}
