import { z } from 'zod';

/** One part of the machine as the home page shows it. `hint` is a key of the console's texts saying how to mend it. */
export const partStateSchema = z.object({
  id: z.enum(['database', 'sip', 'stt', 'llm', 'tts', 'vad', 'recordings']),
  state: z.enum(['ok', 'missing', 'degraded']),
  /** What is in use: `PGlite (embedded)`, `espeak-ng`, `OpenAI-compatible at …`. */
  label: z.string(),
  /** Stable code of what is missing or to know: `stt_no_key`, `pglite_no_fsync`, `llm_scenario_only`, … or null. */
  code: z.string().nullable(),
});
export type PartState = z.infer<typeof partStateSchema>;

export const agentSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  language: z.enum(['ru', 'en']),
  /** The version that answers calls; null before the first is published. */
  version: z.number().int().nullable(),
  sipUri: z.string(),
});
export type AgentSummary = z.infer<typeof agentSummarySchema>;

export const systemStatusSchema = z.object({
  version: z.string(),
  startedAt: z.string(),
  addresses: z.object({ http: z.string(), sip: z.string().nullable() }),
  roles: z.array(z.string()),
  activeCalls: z.number().int(),
  callsToday: z.number().int(),
  parts: z.array(partStateSchema),
});
export type SystemStatus = z.infer<typeof systemStatusSchema>;

/** `down`: nothing works without it; `degraded`: works with less and recovers by itself. */
export const partHealthStates = ['ok', 'degraded', 'down'] as const;
export const readinessSchema = z.object({
  status: z.enum(partHealthStates),
  parts: z.array(
    z.object({
      /** `database`, `events`, `objects`, `redis`, `kafka` … */
      id: z.string(),
      state: z.enum(partHealthStates),
    }),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const healthSchema = z.object({
  status: z.enum(['ready', 'starting', 'draining', 'degraded']),
  version: z.string(),
});
