/** The part of the browser's recognition that is used; TypeScript's DOM library does not describe it. */
interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  /** Newer browsers accept a track, so that they hear what echo cancellation has cleaned. */
  start(track?: MediaStreamTrack): void;
  abort(): void;
}
interface RecognitionResultEvent extends Event {
  resultIndex: number;
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}
type RecognitionConstructor = new () => Recognition;

function findRecognition(): RecognitionConstructor | undefined {
  const scope = window as { SpeechRecognition?: unknown; webkitSpeechRecognition?: unknown };
  return (scope.SpeechRecognition ?? scope.webkitSpeechRecognition) as RecognitionConstructor | undefined;
}

export const hasSpeechRecognition = (): boolean => findRecognition() !== undefined;

export interface SpeechRecogniser {
  setPaused(isPaused: boolean): void;
  close(): void;
}

interface Handlers {
  onText(text: string, isFinal: boolean): void;
  /** It will not work in this browser; the call goes on without it. */
  onFailed(code: string): void;
}

/** These are verdicts; anything else (`no-speech`, `aborted`) is a pause, and recognition starts anew. */
const fatalErrors = [
  'not-allowed',
  'service-not-allowed',
  'network',
  'language-not-supported',
  'audio-capture',
];

/** Browsers end a session by themselves every minute or so; this keeps one running until closed. */
export function startSpeechRecognition(
  language: 'ru' | 'en',
  track: MediaStreamTrack,
  handlers: Handlers,
): SpeechRecogniser {
  const Constructor = findRecognition();
  if (!Constructor) {
    handlers.onFailed('recognition_absent');
    return { setPaused: () => undefined, close: () => undefined };
  }
  const recognition = new Constructor();
  let isClosed = false;
  let isPaused = false;
  recognition.lang = language === 'ru' ? 'ru-RU' : 'en-US';
  recognition.continuous = true;
  recognition.interimResults = true;
  const start = () => {
    if (isClosed || isPaused) return;
    try {
      recognition.start(track);
    } catch {
      // Already running.
    }
  };
  recognition.addEventListener('result', (event) => {
    const { results, resultIndex } = event as RecognitionResultEvent;
    for (let index = resultIndex; index < results.length; index += 1) {
      const result = results[index];
      const text = result?.[0]?.transcript.trim();
      if (result && text) handlers.onText(text, result.isFinal);
    }
  });
  recognition.addEventListener('error', (event) => {
    const code = (event as Event & { error?: string }).error ?? '';
    if (!fatalErrors.includes(code) || isClosed) return;
    isClosed = true;
    handlers.onFailed('recognition_failed');
  });
  recognition.addEventListener('end', () => setTimeout(start, 150));
  start();
  return {
    setPaused: (next) => {
      isPaused = next;
      if (next) recognition.abort();
      else start();
    },
    close: () => {
      isClosed = true;
      recognition.abort();
    },
  };
}
