import { z } from 'zod';

const toolCallSchema = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
});

/** A reply of the model: words, or calls of tools. */
export const replySchema = z.union([
  z.string(),
  z.object({ text: z.string().default(''), toolCalls: z.array(toolCallSchema).min(1) }),
]);

export type ScriptedReply = z.infer<typeof replySchema>;

/** Body of `POST /stand-in/script`. Lists given replace the old ones; what is absent stays. */
export const scriptSchema = z.object({
  /** What the next utterances are heard as, in order; then nothing is understood. */
  transcripts: z.array(z.string()).optional(),
  /** What the model says to the next requests, in order; then the rules decide. */
  replies: z.array(replySchema).optional(),
  /** First match against the last message of the user decides. */
  rules: z.array(z.object({ match: z.string(), reply: replySchema })).optional(),
  /** The instruction to be put in other words stands between these in a prompt. */
  markers: z.tuple([z.string().min(1), z.string().min(1)]).optional(),
  /** JSGF grammar of what may be heard in English; null goes back to the list. */
  grammar: z.string().nullable().optional(),
});

export type ScriptInput = z.input<typeof scriptSchema>;

/** What the stand-in will hear and say. */
export class Script {
  #transcripts: string[] = [];
  #replies: ScriptedReply[] = [];
  #rules: Array<{ match: RegExp; reply: ScriptedReply }> = [];
  #markers: readonly [string, string] = ['«', '»'];
  #grammar: string | null = null;

  get rules(): ReadonlyArray<{ match: RegExp; reply: ScriptedReply }> {
    return this.#rules;
  }

  get markers(): readonly [string, string] {
    return this.#markers;
  }

  get grammar(): string | null {
    return this.#grammar;
  }

  set(input: ScriptInput): void {
    const given = scriptSchema.parse(input);
    if (given.transcripts) this.#transcripts = [...given.transcripts];
    if (given.replies) this.#replies = [...given.replies];
    if (given.rules) {
      this.#rules = given.rules.map(({ match, reply }) => ({ match: new RegExp(match, 'iu'), reply }));
    }
    if (given.markers) this.#markers = given.markers;
    if (given.grammar !== undefined) this.#grammar = given.grammar;
  }

  nextTranscript(): string {
    return this.#transcripts.shift() ?? '';
  }

  nextReply(): ScriptedReply | null {
    return this.#replies.shift() ?? null;
  }
}
