import type { TurnId } from '@allo/contracts';
import type { LanguageModel, ProviderErrorCode, ScenarioSay, UsagePart } from '@allo/contracts/ports';
import { type Clock, nextWithin } from '@allo/kernel';
import { buildMessages, type PromptInput } from './prompt.ts';

export interface WordingRequest extends PromptInput {
  turnId: TurnId;
  signal: AbortSignal;
}

export type WordingEvent =
  | { type: 'first-token'; turnId: TurnId; afterMs: number }
  | { type: 'model-failed'; turnId: TurnId; code: ProviderErrorCode; detail: string }
  | { type: 'usage'; usage: UsagePart };

export interface WordingOptions {
  /** Null: the scenario's own words are spoken. */
  model: LanguageModel | null;
  temperature: number;
  clock: Clock;
  onEvent(event: WordingEvent): void;
}

/** A model slower than this is overtaken by the scenario's own words; they leave within 1.5 s of the fault. */
const firstTokenDeadlineMs = 1200;
const stallDeadlineMs = 1200;
/** A phone answer longer than this is a model that lost itself. */
const longestReply = 700;

const wordable = new Set<ScenarioSay['purpose']>(['ask', 'reask', 'inform']);

/** The scenario decides what is said; the model, where there is one, decides how. Whatever the model does, the words come. */
export class Wording {
  readonly #options: WordingOptions;

  constructor(options: WordingOptions) {
    this.#options = options;
  }

  /** May the model word these? Greetings, confirmations, set and strict phrases are always the scenario's own. */
  canWord(says: readonly ScenarioSay[]): boolean {
    return this.#options.model !== null && says.length > 0 && says.every((say) => wordable.has(say.purpose));
  }

  /** Text deltas of the reply. Falls back to the scenario's words when the model is late, broken, silent or garbled. */
  async *word(request: WordingRequest): AsyncGenerator<string, void, undefined> {
    const own = request.says.map((say) => say.text).join(' ');
    if (!this.canWord(request.says)) {
      yield own;
      return;
    }
    let said = '';
    for await (const delta of this.#fromModel(request)) {
      said += delta;
      yield delta;
      if (said.length > longestReply) break;
    }
    if (request.signal.aborted) return;
    if (said.trim() === '') yield own;
    else if (!endsWell(said)) yield ` … ${request.says.at(-1)?.text ?? ''}`;
  }

  async *#fromModel(request: WordingRequest): AsyncGenerator<string, void, undefined> {
    const { model, clock, temperature, onEvent } = this.#options;
    if (!model) return;
    const abort = new AbortController();
    const forward = () => abort.abort();
    request.signal.addEventListener('abort', forward, { once: true });
    const startedAt = clock.now();
    const stream = model.generate(
      { turnId: request.turnId, messages: buildMessages(request), temperature, maxOutputTokens: 160 },
      abort.signal,
    );
    const iterator = stream[Symbol.asyncIterator]();
    let isFirst = true;
    const fail = (code: ProviderErrorCode, detail: string) =>
      onEvent({ type: 'model-failed', turnId: request.turnId, code, detail });
    try {
      for (;;) {
        const limitMs = isFirst ? firstTokenDeadlineMs - (clock.now() - startedAt) : stallDeadlineMs;
        const next = await nextWithin(iterator, limitMs, clock, abort.signal);
        if (next.state === 'late')
          return fail(
            'provider_timeout',
            `no token for ${isFirst ? firstTokenDeadlineMs : stallDeadlineMs} ms`,
          );
        if (next.state === 'threw') return fail('provider_unreachable', 'the stream threw');
        if (next.state === 'done') return;
        const part = next.item;
        if (part.type === 'error') return fail(part.code, part.detail);
        if (part.type === 'usage') onEvent({ type: 'usage', usage: part });
        if (part.type !== 'text-delta' || part.text === '') continue;
        if (isFirst)
          onEvent({ type: 'first-token', turnId: request.turnId, afterMs: clock.now() - startedAt });
        isFirst = false;
        yield part.text;
      }
    } finally {
      request.signal.removeEventListener('abort', forward);
      abort.abort();
      void iterator.return?.(undefined);
    }
  }
}

/** A reply that broke off in mid-sentence is finished with the scenario's question. */
function endsWell(text: string): boolean {
  return /[.!?…»")]\s*$/u.test(text.trim());
}
