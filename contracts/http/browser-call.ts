import { z } from 'zod';

/**
 * The browser wire: `GET /v1/browser-call` upgraded to a WebSocket. Binary messages both ways are PCM16 little
 * endian, 16 kHz mono, 20 ms (640 bytes). Text messages are JSON of the shapes below; the first from the page
 * is `start`, the first from the server `ready`.
 */
export const browserCallRateHz = 16000;

export const browserClientMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    agent: z.string().min(1).max(64),
    /** The page recognises speech itself and will send `text`. */
    hasRecognition: z.boolean(),
    /** The page sends microphone audio; false = typing only. */
    hasMicrophone: z.boolean(),
  }),
  z.object({
    type: z.literal('text'),
    text: z.string().max(2000),
    isFinal: z.boolean(),
    source: z.enum(['recognition', 'typed']),
  }),
  z.object({ type: z.literal('dtmf'), digit: z.string().regex(/^[0-9*#A-D]$/) }),
  z.object({ type: z.literal('hang-up') }),
]);
export type BrowserClientMessage = z.infer<typeof browserClientMessageSchema>;

export const browserServerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), callId: z.string(), agentName: z.string(), canHear: z.boolean() }),
  /** Throw away what is still to be played: the agent was interrupted. */
  z.object({ type: z.literal('clear') }),
  z.object({
    type: z.literal('transcript'),
    speaker: z.enum(['caller', 'agent']),
    turn: z.string(),
    text: z.string(),
    isFinal: z.boolean(),
  }),
  z.object({
    type: z.literal('state'),
    state: z.enum(['greeting', 'listening', 'thinking', 'speaking', 'ending']),
  }),
  z.object({ type: z.literal('warning'), code: z.string() }),
  z.object({ type: z.literal('dtmf'), digits: z.string() }),
  z.object({ type: z.literal('ended'), reason: z.string() }),
  z.object({ type: z.literal('error'), code: z.string(), detail: z.string() }),
]);
export type BrowserServerMessage = z.infer<typeof browserServerMessageSchema>;
