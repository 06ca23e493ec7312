import { z } from 'zod';

const kopecks = z.number().int();

/** What happens outside of calls, by type. Money is integer kopecks. */
export const platformEventData = {
  'agent.published': z.object({ agentId: z.string(), agentName: z.string(), version: z.number().int() }),
  'lead.created': z.object({
    leadId: z.string(),
    callId: z.string().nullable(),
    agentId: z.string(),
    kind: z.enum(['lead', 'callback', 'message']),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    fields: z.array(
      z.object({ name: z.string(), value: z.string(), display: z.string(), isConfirmed: z.boolean() }),
    ),
  }),
  'billing.minutes_deducted': z.object({
    callId: z.string(),
    minutes: z.number(),
    costKopecks: kopecks,
    balanceKopecks: kopecks,
  }),
  'billing.balance_low': z.object({ balanceKopecks: kopecks, thresholdKopecks: kopecks }),
  'billing.payment_received': z.object({
    paymentId: z.string(),
    amountKopecks: kopecks,
    balanceKopecks: kopecks,
  }),
  'billing.call_rejected': z.object({ callId: z.string().nullable(), reason: z.string() }),
  'webhook.disabled': z.object({ webhookId: z.string(), reason: z.string() }),
} as const;

export type PlatformEventType = keyof typeof platformEventData;
export type PlatformEventData<T extends PlatformEventType> = z.infer<(typeof platformEventData)[T]>;
export const platformEventTypes = Object.keys(platformEventData) as PlatformEventType[];

/** One thing that happened outside of calls, or because of one. */
export type PlatformEvent = {
  [T in PlatformEventType]: {
    /** UUIDv7; the second telling of one id changes nothing. */
    id: string;
    at: string;
    type: T;
    /** The call it comes from, if any. */
    callId: string | null;
    data: PlatformEventData<T>;
  };
}[PlatformEventType];
