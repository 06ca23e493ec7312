import type {
  ProviderErrorPart,
  TextToSpeech,
  TtsCapabilities,
  TtsPart,
  TtsRequest,
} from '@allo/contracts/ports';
import { AsyncQueue, type Clock, type Log, type Timer } from '@allo/kernel';
import { type ConnectEspeak, EspeakChild, forkEspeak } from './espeak-child.ts';
import { chooseVoice, espeakLanguages } from './espeak-voices.ts';
import { isEspeakInstalled } from './is-espeak-installed.ts';
import { speakableText } from './speakable-text.ts';

const capabilities: TtsCapabilities = {
  name: 'espeak-ng',
  outputRateHz: 22_050,
  languages: espeakLanguages,
  hasWordTimings: false,
  region: 'local',
  tailLatencyMs: 60,
};

/** A warm process answers in tens of milliseconds and a cold one in well under a second. */
const stuckAfterMs = 3000;

export interface EspeakSpeechOptions {
  clock: Clock;
  log: Log;
  /** Wait for a chunk, ms, before the process is taken for stuck and replaced. Covers its start (about 0.5 s). Default 4000. */
  chunkDeadlineMs?: number;
  /** How the process is reached; for tests. */
  connect?: ConnectEspeak;
}

export interface EspeakSpeech extends TextToSpeech {
  /** Starts the process ahead of the first request. */
  warmUp(): void;
  /** Idempotent; ends the process. */
  close(): void;
}

/**
 * The voice that needs no account: eSpeak NG in its own process. Null when the optional package
 * `@echogarden/espeak-ng-emscripten` is not installed. Starts nothing until asked.
 */
export function createEspeakSpeech(options: EspeakSpeechOptions): EspeakSpeech | null {
  if (!options.connect && !isEspeakInstalled()) return null;
  const child = new EspeakChild({ ...options, connect: options.connect ?? forkEspeak });
  const chunkDeadlineMs = options.chunkDeadlineMs ?? 4000;
  const heard = { lastMs: Number.NEGATIVE_INFINITY };
  return {
    capabilities,
    synthesize: (request, signal) => synthesize(child, heard, options, chunkDeadlineMs, request, signal),
    warmUp: () => child.start(),
    close: () => child.close(),
  };
}

async function* synthesize(
  child: EspeakChild,
  /** When the process last gave audio, for whomever. */
  heard: { lastMs: number },
  { clock, log }: EspeakSpeechOptions,
  chunkDeadlineMs: number,
  request: TtsRequest,
  signal: AbortSignal,
): AsyncGenerator<TtsPart, void, undefined> {
  const { turnId } = request;
  const text = speakableText(request.text);
  if (signal.aborted || !text) return;
  const { settings, isKnown } = chooseVoice(request);
  if (!isKnown) {
    yield { type: 'warning', turnId, detail: 'no such voice or language; the nearest one speaks' };
  }
  const parts = new AsyncQueue<TtsPart>();
  let deadline: Timer | null = null;
  /** The process is through with the request; the reader may still take its time. */
  const finish = () => {
    deadline?.cancel();
    parts.end();
  };
  const fail = (code: ProviderErrorPart['code'], detail: string, retryable: boolean) => {
    if (parts.ended) return;
    log.warn({ turnId, code, detail }, 'speech synthesis failed');
    parts.push({ type: 'error', turnId, code, detail, retryable });
    finish();
  };
  const rearm = () => {
    deadline?.cancel();
    deadline = clock.setTimer(chunkDeadlineMs, () => {
      fail('provider_timeout', `no audio within ${chunkDeadlineMs} ms`, true);
      child.kill();
    });
  };
  let samples = 0;
  const askedMs = clock.now();
  const id = child.request(
    { text, ...settings },
    {
      onChunk: (pcm) => {
        rearm();
        heard.lastMs = clock.now();
        samples += pcm.length;
        parts.push({ type: 'audio-chunk', turnId, pcm });
      },
      onDone: () => {
        if (samples === 0) return fail('provider_garbage', 'no audio for this text', false);
        const audioSeconds = samples / capabilities.outputRateHz;
        parts.push({ type: 'usage', turnId, characters: Array.from(request.text).length, audioSeconds });
        parts.end();
      },
      onFailed: (detail) => fail('provider_garbage', detail, true),
      onLost: () => fail('provider_unreachable', 'the synthesiser ended in mid-work', true),
    },
  );
  rearm();
  const onAbort = () => parts.end();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const part of parts) {
      if (signal.aborted) return;
      yield part;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    (deadline as Timer | null)?.cancel();
    child.cancel(id);
    // A caller with less patience than the deadline gave up on a process that is silent to everybody: it is stuck.
    const waitedMs = clock.now() - askedMs;
    if (signal.aborted && samples === 0 && waitedMs >= stuckAfterMs && heard.lastMs < askedMs) {
      log.warn({ turnId, waitedMs }, 'the synthesiser is stuck and is replaced');
      child.kill();
    }
  }
}
