import { Resampler } from '@allo/call/audio';
import type { TurnId } from '@allo/contracts';
import type { EngineRateHz, Pcm, ProviderErrorCode, TextToSpeech, UsagePart } from '@allo/contracts/ports';
import { type Clock, nextWithin } from '@allo/kernel';

export interface SynthesisRequest {
  turnId: TurnId;
  text: string;
  language: string;
  voice: string | undefined;
  speed: number;
}

export type SynthesisResult =
  | { isOk: true; samples: number }
  /** `samples` were delivered before it failed. */
  | { isOk: false; samples: number; code: ProviderErrorCode; detail: string };

export interface SynthesisSink {
  onAudio(pcm: Pcm): void;
  onUsage(usage: UsagePart): void;
}

/** No first audio within it counts as failed: the caller must hear something within 1.5 s of a fault. */
const firstAudioDeadlineMs = 1200;
/** A voice on this machine fails by itself, not by its network: it gets time to start on a loaded machine. */
const localFirstAudioDeadlineMs = 5000;
/** Silence in the middle of a stream. */
const stallDeadlineMs = 1200;

/** Speaks one clause through one provider, resampled to the call's rate, with deadlines. Ends at once on abort. */
export async function synthesize(
  provider: TextToSpeech,
  request: SynthesisRequest,
  sampleRateHz: EngineRateHz,
  clock: Clock,
  signal: AbortSignal,
  sink: SynthesisSink,
): Promise<SynthesisResult> {
  const abort = new AbortController();
  const forward = () => abort.abort();
  signal.addEventListener('abort', forward, { once: true });
  const rate = provider.capabilities.outputRateHz;
  const resampler = rate === sampleRateHz ? null : new Resampler(rate, sampleRateHz);
  const isLocal = provider.capabilities.region === 'local';
  const firstDeadlineMs = isLocal ? localFirstAudioDeadlineMs : firstAudioDeadlineMs;
  let samples = 0;
  let failure: { code: ProviderErrorCode; detail: string } | null = null;
  const iterator = provider.synthesize(request, abort.signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const limitMs = samples === 0 ? firstDeadlineMs : stallDeadlineMs;
      const next = await nextWithin(iterator, limitMs, clock, abort.signal);
      if (next.state === 'late') failure = { code: 'provider_timeout', detail: `no audio for ${limitMs} ms` };
      if (next.state === 'threw') failure = { code: 'provider_unreachable', detail: 'the stream threw' };
      if (next.state !== 'item' || signal.aborted) break;
      const part = next.item;
      if (part.type === 'audio-chunk') {
        const pcm = resampler ? resampler.process(part.pcm) : part.pcm;
        samples += pcm.length;
        if (pcm.length > 0) sink.onAudio(pcm);
      } else if (part.type === 'usage') sink.onUsage(part);
      else if (part.type === 'error') failure = { code: part.code, detail: part.detail };
    }
    if (!failure && !signal.aborted && resampler) {
      const tail = resampler.flush();
      samples += tail.length;
      if (tail.length > 0) sink.onAudio(tail);
    }
    if (!failure && samples === 0 && !signal.aborted)
      failure = { code: 'provider_garbage', detail: 'no audio at all' };
  } finally {
    signal.removeEventListener('abort', forward);
    abort.abort();
    void iterator.return?.(undefined);
  }
  return failure ? { isOk: false, samples, ...failure } : { isOk: true, samples };
}
