import { z } from 'zod';

/** In which way a conversation came to its end; the outcome rules may ask for it. */
export const callEndings = [
  'completed',
  'message-left',
  'caller-hung-up',
  'caller-declined',
  'silence',
  'time-is-up',
  'failed',
] as const;
export type CallEnding = (typeof callEndings)[number];

/** How a call ended for the business. */
export const outcomeKinds = ['lead', 'callback', 'info_only', 'not_target', 'failed', 'custom'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** One or several wordings of the same thing; the engine rotates them so that nothing is repeated word for word. */
const phrases = z.union([
  z
    .string()
    .min(1)
    .transform((one) => [one]),
  z.array(z.string().min(1)).min(1),
]);
const slug = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'use lower-case latin letters, digits, - and _');

const choice = z.strictObject({
  value: z.string().min(1),
  /** How it is read back: “маникюр”. */
  label: z.string().min(1),
  /** Words and stems the caller may use, lower case. A stem ends with `*`. */
  synonyms: z.array(z.string().min(1)).default([]),
});

const field = z.strictObject({
  name: slug,
  type: z.enum(['text', 'name', 'phone', 'email', 'date', 'time', 'datetime', 'number', 'choice', 'boolean']),
  choices: z.array(choice).default([]),
  isRequired: z.boolean().default(true),
  /** explicit: “…, верно?”; implicit: repeated inside the next phrase; none. */
  confirm: z.enum(['explicit', 'implicit', 'none']).default('implicit'),
  /** The caller's number serves as the answer to “на этот номер?”. Phone only. */
  offerCallerNumber: z.boolean().default(false),
  /** A number keyed in is whole after so many digits, without `#`. */
  digits: z.number().int().min(1).max(15).optional(),
});

/** Shown when a condition holds: all given must hold. */
const condition = z.strictObject({
  field: slug,
  equals: z.string().optional(),
  isFilled: z.boolean().optional(),
});

const step = z.strictObject({
  id: slug,
  /** What the step is for, in words an LLM understands. */
  goal: z.string().default(''),
  /** Say and go on (no answer awaited), or ask for `field`. `{field_name}` is replaced by what was collected. */
  say: phrases.optional(),
  ask: phrases.optional(),
  /** Other words when the first were not understood. */
  reask: phrases.optional(),
  /** Explicit confirmation in the step's own words: “Записываю номер {phone}. Верно?” */
  confirmation: phrases.optional(),
  field: field.optional(),
  when: condition.optional(),
  /** Give up after so many misunderstandings: leave it empty and go on, or take a message. */
  maxAttempts: z.number().int().min(1).max(10).default(3),
  onGiveUp: z.enum(['skip', 'message']).default('skip'),
  /** Value of a choice or boolean (`true`, `false`) → id of the step to go to, `*` for any other; else the next in order. */
  next: z.record(z.string(), slug).default({}),
});

const outcomeRule = z.strictObject({
  kind: z.enum(outcomeKinds),
  reason: z.string().min(1),
  /** Fields that must be collected for it; `message` stands for a recorded message. */
  requires: z.array(slug).default([]),
  /** Only for calls that ended so; any ending when empty. */
  endings: z.array(z.enum(callEndings)).default([]),
  when: condition.optional(),
});

const faqEntry = z.strictObject({
  /** Any of these words or stems (`цен*`) in the caller's turn; a phrase matches as a whole. */
  match: z.array(z.string().min(1)).min(1),
  answer: phrases,
  /** Heard in any turn, question or not, and spoken word for word: emergencies. */
  isUrgent: z.boolean().default(false),
});

/** An agent's whole configuration, as it is kept in a file and as a version in the database. */
export const skillbaseSchema = z.strictObject({
  schemaVersion: z.literal(1).default(1),
  /** The user part it answers to: `sip:<id>@host`. */
  id: slug,
  name: z.string().min(1).max(80),
  description: z.string().default(''),
  language: z.enum(['ru', 'en']).default('ru'),
  timeZone: z.string().default('Europe/Moscow'),
  context: z.strictObject({
    role: z.string().min(1),
    style: z.string().default(''),
    facts: z.array(z.string()).default([]),
    safety: z.array(z.string()).default([]),
  }),
  voice: z
    .strictObject({ voice: z.string().optional(), speed: z.number().min(0.5).max(2).default(1) })
    .default({ speed: 1 }),
  llm: z
    .strictObject({
      use: z.enum(['auto', 'never']).default('auto'),
      temperature: z.number().min(0).max(2).default(0.4),
    })
    .default({ use: 'auto', temperature: 0.4 }),
  greeting: phrases,
  faq: z.array(faqEntry).default([]),
  flow: z.array(step).min(1),
  closing: phrases,
  /** Spoken when the flow says so; `{…}` as in steps. */
  phrases: z.strictObject({
    silence: phrases,
    silenceGoodbye: phrases,
    notUnderstood: phrases,
    /** A provider failed: heard within 1.5 s of the fault. */
    fallback: phrases,
    timeIsUp: phrases,
    askMessage: phrases,
    messageTaken: phrases,
    operator: phrases,
    goodbye: phrases,
    anythingElse: phrases.optional(),
    /** Only a day was named: asks for the hour; only an hour: asks for the day. */
    askTime: phrases.optional(),
    askDay: phrases.optional(),
    /** Offers `{caller_number}` as the answer. */
    offerCallerNumber: phrases.optional(),
  }),
  /** Used when speech cannot be recognised: one menu, then the tone. */
  keypad: z
    .strictObject({
      prompt: phrases,
      keys: z.record(
        z.string().regex(/^[0-9*#]$/),
        z.strictObject({
          label: z.string(),
          say: phrases.optional(),
          action: z.enum(['say', 'message', 'hang-up', 'choose']),
          field: slug.optional(),
          value: z.string().optional(),
        }),
      ),
    })
    .optional(),
  outcomes: z.array(outcomeRule).min(1),
  limits: z
    .strictObject({
      maxCallSeconds: z.number().int().min(30).max(7200).default(600),
      silenceRepromptSeconds: z.number().min(2).max(60).default(7),
      silenceHangUpAfter: z.number().int().min(1).max(10).default(3),
      messageMaxSeconds: z.number().int().min(5).max(600).default(120),
    })
    .default({
      maxCallSeconds: 600,
      silenceRepromptSeconds: 7,
      silenceHangUpAfter: 3,
      messageMaxSeconds: 120,
    }),
});

/** As written in a file, before defaults are filled in. */
export type SkillbaseInput = z.input<typeof skillbaseSchema>;
export type Skillbase = z.output<typeof skillbaseSchema>;
export type SkillbaseStep = Skillbase['flow'][number];
