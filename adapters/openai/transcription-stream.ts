import type { TurnId } from '@allo/contracts';
import type { Pcm, SttOptions, SttPart, SttStream } from '@allo/contracts/ports';
import { AsyncQueue } from '@allo/kernel';
import { authorization, type Deadlines, endpoint, Exchange, post, readText } from './exchange.ts';
import type { OpenAiOptions } from './openai-options.ts';
import { ProviderFailure, toFailure } from './provider-failure.ts';
import { UtteranceBuffer } from './utterance-buffer.ts';
import { wavFile } from './wav-file.ts';
import { wireTranscription } from './wire.ts';

/** Servers refuse shorter files; nothing can be said in so little time. */
const minUtteranceMs = 100;
/** Whisper reads the last 224 tokens of a prompt; a Russian token is about three letters. */
const maxPromptLength = 600;
const maxAnswerBytes = 1_000_000;

export interface TranscriptionSettings extends OpenAiOptions {
  limits: Deadlines;
  maxUtteranceSeconds: number;
}

interface Utterance {
  readonly turnId: TurnId;
  readonly audio: UtteranceBuffer;
  readonly abort: AbortController;
  isCancelled: boolean;
  wasCut: boolean;
}

/** One call's stream. Answers may overlap: a short utterance may be recognised while a long one still is. */
export class TranscriptionStream implements SttStream {
  readonly parts: AsyncIterable<SttPart>;
  readonly #settings: TranscriptionSettings;
  readonly #options: SttOptions;
  readonly #signal: AbortSignal;
  readonly #queue: AsyncQueue<{ utterance: Utterance; part: SttPart }>;
  readonly #pending = new Set<Utterance>();
  readonly #onAbort = () => this.close();
  /** Being spoken. */
  #open: Utterance | null = null;
  /** What `cancelUtterance` is about: the last one begun. */
  #latest: Utterance | null = null;

  constructor(settings: TranscriptionSettings, options: SttOptions, signal: AbortSignal) {
    this.#settings = settings;
    this.#options = options;
    this.#signal = signal;
    this.#queue = new AsyncQueue(() => this.close());
    this.parts = { [Symbol.asyncIterator]: () => this.#read() };
    if (signal.aborted) this.close();
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  beginUtterance(turnId: TurnId): void {
    if (this.#queue.ended) return;
    // A forgotten end must not lose what was said.
    if (this.#open) this.endUtterance();
    const rate = this.#options.sampleRateHz;
    const audio = new UtteranceBuffer(rate * 2, rate * this.#settings.maxUtteranceSeconds);
    this.#open = { turnId, audio, abort: new AbortController(), isCancelled: false, wasCut: false };
    this.#latest = this.#open;
  }

  write(pcm: Pcm): void {
    const utterance = this.#open;
    if (!utterance) return;
    if (utterance.audio.isFull && !utterance.wasCut) {
      utterance.wasCut = true;
      this.#push(utterance, {
        type: 'warning',
        turnId: utterance.turnId,
        detail: `utterance cut at ${this.#settings.maxUtteranceSeconds} s`,
      });
    }
    utterance.audio.append(pcm);
  }

  endUtterance(): void {
    const utterance = this.#open;
    if (!utterance) return;
    this.#open = null;
    if ((utterance.audio.length * 1000) / this.#options.sampleRateHz < minUtteranceMs) {
      this.#push(utterance, { type: 'transcript-final', turnId: utterance.turnId, text: '' });
      return;
    }
    this.#pending.add(utterance);
    void this.#recognise(utterance);
  }

  cancelUtterance(): void {
    if (this.#latest) this.#forget(this.#latest);
    this.#latest = null;
    this.#open = null;
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    for (const utterance of this.#pending) this.#forget(utterance);
    this.#open = null;
    this.#latest = null;
    this.#queue.end();
  }

  #forget(utterance: Utterance): void {
    utterance.isCancelled = true;
    utterance.abort.abort();
  }

  #push(utterance: Utterance, part: SttPart): void {
    if (!utterance.isCancelled) this.#queue.push({ utterance, part });
  }

  /** Filters when read, not only when queued: a part cancelled after it was queued must not come out either. */
  async *#read(): AsyncGenerator<SttPart, void, undefined> {
    for await (const { utterance, part } of this.#queue) {
      if (this.#signal.aborted) return;
      if (!utterance.isCancelled) yield part;
    }
  }

  /** Never rejects. */
  async #recognise(utterance: Utterance): Promise<void> {
    const { turnId } = utterance;
    const exchange = new Exchange(this.#settings.clock, utterance.abort.signal);
    try {
      const text = await this.#request(exchange, utterance.audio.samples());
      const audioSeconds = utterance.audio.length / this.#options.sampleRateHz;
      this.#push(utterance, { type: 'usage', turnId, audioSeconds });
      this.#push(utterance, { type: 'transcript-final', turnId, text });
    } catch (thrown) {
      if (exchange.isAborted) return;
      const failure = toFailure(thrown);
      this.#settings.log.warn(
        { turnId, code: failure.code, detail: failure.message },
        'transcription failed',
      );
      this.#push(utterance, { ...failure.toPart(), turnId });
    } finally {
      exchange.close();
      this.#pending.delete(utterance);
    }
  }

  async #request(exchange: Exchange, pcm: Pcm): Promise<string> {
    const { baseUrl, apiKey, fetch, limits } = this.#settings;
    const answer = await post(
      exchange,
      fetch,
      {
        url: endpoint(baseUrl, '/audio/transcriptions'),
        headers: authorization(apiKey),
        body: this.#form(pcm),
      },
      limits,
    );
    return parseTranscription(await readText(answer.body, maxAnswerBytes));
  }

  #form(pcm: Pcm): FormData {
    const form = new FormData();
    const { sampleRateHz, language, phrases } = this.#options;
    const file = new Blob([wavFile(pcm, sampleRateHz)], { type: 'audio/wav' });
    // Servers tell the container by the extension.
    form.set('file', file, 'utterance.wav');
    form.set('model', this.#settings.model);
    form.set('response_format', 'json');
    // ISO 639-1 is what the endpoint takes, BCP 47 what the engine speaks.
    const primary = language.split('-', 1)[0];
    if (primary) form.set('language', primary);
    const prompt = promptOf(phrases ?? []);
    if (prompt) form.set('prompt', prompt);
    return form;
  }
}

/** As many whole phrases as fit. */
function promptOf(phrases: readonly string[]): string {
  let prompt = '';
  for (const phrase of phrases) {
    const longer = prompt ? `${prompt}, ${phrase}` : phrase;
    if (longer.length > maxPromptLength) break;
    prompt = longer;
  }
  return prompt;
}

function parseTranscription(body: string): string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new ProviderFailure('provider_garbage', 'transcription is not JSON', { cause });
  }
  const parsed = wireTranscription.safeParse(json);
  if (!parsed.success) throw new ProviderFailure('provider_garbage', 'transcription has no text');
  return parsed.data.text.trim();
}
