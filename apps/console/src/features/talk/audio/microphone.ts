// The bundler answers `?worker&url` with the address of the bundled file; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import captureUrl from './capture.worklet.ts?worker&url';

/** Why there is no microphone: refused by the user, none plugged in, or the page is not served securely. */
export type MicrophoneFault = 'denied' | 'absent' | 'insecure';

export interface Microphone {
  track: MediaStreamTrack;
  setMuted(isMuted: boolean): void;
  close(): void;
}

/**
 * Asks for the microphone with echo cancellation and gives 20 ms frames of PCM16 at 16 kHz to `onFrame`.
 * Throws nothing: a fault is a value the page explains.
 */
export async function openMicrophone(
  context: AudioContext,
  onFrame: (frame: Int16Array<ArrayBuffer>) => void,
): Promise<Microphone | MicrophoneFault> {
  // `mediaDevices` is absent on plain http from another machine.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) return 'insecure';
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    return name === 'NotFoundError' || name === 'NotReadableError' ? 'absent' : 'denied';
  }
  const track = stream.getAudioTracks()[0];
  if (!track) return 'absent';
  await context.audioWorklet.addModule(captureUrl);
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'allo-capture', { numberOfOutputs: 0, channelCount: 1 });
  node.port.addEventListener('message', (event: MessageEvent<Int16Array<ArrayBuffer>>) =>
    onFrame(event.data),
  );
  node.port.start();
  source.connect(node);
  return {
    track,
    setMuted: (isMuted) => {
      track.enabled = !isMuted;
    },
    close: () => {
      node.port.close();
      source.disconnect();
      node.disconnect();
      track.stop();
    },
  };
}
