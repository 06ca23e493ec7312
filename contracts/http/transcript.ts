import { z } from 'zod';
import { callDetailSchema } from './calls.ts';

export const transcriptFormats = ['json', 'txt', 'srt'] as const;
export const transcriptFormatSchema = z.enum(transcriptFormats);
export type TranscriptFormat = z.infer<typeof transcriptFormatSchema>;

/** A call's transcript as it lies in the object store, to be read by others: who spoke when, and what it came to. */
export const callTranscriptSchema = callDetailSchema
  .pick({
    id: true,
    agentId: true,
    agentName: true,
    state: true,
    direction: true,
    wire: true,
    from: true,
    to: true,
    startedAt: true,
    answeredAt: true,
    endedAt: true,
    durationMs: true,
    endReason: true,
    outcome: true,
    outcomeReason: true,
    fields: true,
    transcript: true,
  })
  .extend({ version: z.literal(1) });
export type CallTranscript = z.infer<typeof callTranscriptSchema>;
