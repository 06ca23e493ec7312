import type { OutgoingHttp } from '@allo/contracts/ports';
import type { Random, Service, Timer } from '@allo/kernel';
import type { Limits } from './choose-fairly.ts';
import { finishAttempt } from './finish-attempt.ts';
import { giveBack } from './give-back.ts';
import { InFlight } from './in-flight.ts';
import { judgeReply, type Verdict } from './judge-reply.ts';
import { leaseDue, type LeasedDelivery } from './lease-due.ts';
import { signMessage } from './sign-message.ts';
import type { DisabledWebhook, WebhookDeps } from './webhook-deps.ts';

const defaultLimits: Limits = { total: 64, perOrganisation: 16, perEndpoint: 4 };
const pollMs = 1000;
const afterFailureMs = 5000;
const attemptMs = 15_000;
/** An attempt, and time to write it down. */
const leaseMs = attemptMs + 15_000;
const readBytes = 64 * 1024;
/** A stop waits so long for receivers; what they did not answer by then is sent again. */
const drainMs = 5000;

export interface DispatcherOptions extends Omit<WebhookDeps, 'http'> {
  http: Pick<OutgoingHttp, 'send'>;
  random: Random;
  limits?: Limits;
  /** Time one request may take, connection and answer; at most and by default 15 s. */
  attemptMs?: number;
  /** Hears of an endpoint that went off by itself, after it is written. */
  onDisabled?: (disabled: DisabledWebhook) => Promise<void>;
}

/** Sends what is due. Any number of processes may run one: what one takes the others leave. */
export interface WebhookDispatcher extends Service {
  /** Something became due. */
  wake(): void;
  /** Resolves when nothing is under way and nothing is due that may be sent. */
  idle(): Promise<void>;
}

/**
 * A delivery is leased in a short transaction, sent outside of any, and its end written in another. A process killed
 * in between loses nothing: the lease runs out, and the delivery is sent again under the same message id.
 */
export function createWebhookDispatcher(options: DispatcherOptions): WebhookDispatcher {
  const { clock, log, http, limits = defaultLimits } = options;
  const inFlight = new InFlight();
  const sending = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isTaking = false;
  let isRunning: Promise<void> | null = null;
  let isWoken = false;
  let timer: Timer | null = null;

  const send = async (leased: LeasedDelivery): Promise<void> => {
    const startedAtMs = clock.wallTime();
    const reply = leased.secrets.length > 0 ? await ask(leased, startedAtMs) : null;
    if (reply?.kind === 'failed' && reply.code === 'aborted') return giveBack(options, leased);
    const verdict = reply ? judgeReply(reply, clock.wallTime()) : unsigned;
    const attempt = { verdict, startedAtMs, durationMs: reply?.durationMs ?? 0 };
    const disabled = await finishAttempt(options, leased, attempt);
    if (!disabled) return;
    const { orgId, id: endpointId, reason } = disabled;
    log.warn({ orgId, endpointId, reason }, 'a webhook was switched off');
    await options.onDisabled?.(disabled);
  };

  const ask = (leased: LeasedDelivery, nowMs: number) =>
    http.send(
      {
        method: 'POST',
        url: leased.url,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...signMessage({ id: leased.messageId, body: leased.body }, leased.secrets, nowMs),
        },
        body: leased.body,
        maxRedirects: 0,
        totalMs: Math.min(options.attemptMs ?? attemptMs, attemptMs),
        maxResponseBytes: readBytes,
      },
      stopping.signal,
    );

  const launch = (leased: LeasedDelivery): void => {
    inFlight.add(leased);
    const work = send(leased)
      .catch((error: unknown) => {
        // Not written down: the lease runs out and it is sent again.
        log.error({ deliveryId: leased.id, detail: codeOf(error) }, 'a webhook attempt could not be written');
      })
      .finally(() => {
        inFlight.remove(leased);
        sending.delete(work);
        wake();
      });
    sending.add(work);
  };

  /** Takes until there is no room or nothing due; false: the database does not answer. */
  const take = async (): Promise<boolean> => {
    try {
      do {
        isWoken = false;
        if (inFlight.total >= limits.total) return true;
        const leased = await leaseDue(options, inFlight, { limits, leaseMs });
        for (const one of leased) launch(one);
        if (leased.length > 0) isWoken = true;
      } while (isWoken && isTaking);
      return true;
    } catch (error) {
      log.error({ detail: codeOf(error) }, 'due webhooks cannot be read now');
      return false;
    }
  };

  const run = (): Promise<void> => {
    timer?.cancel();
    timer = null;
    isRunning ??= take().then((isFine) => {
      isRunning = null;
      if (!isTaking) return;
      // Woken in the moment after the last look: without this it would rest.
      if (isFine && isWoken) void run();
      else timer = clock.setTimer(isFine ? pollMs : afterFailureMs, () => void run());
    });
    return isRunning;
  };

  const wake = (): void => {
    isWoken = true;
    if (isTaking) void run();
  };

  const settled = async (): Promise<void> => {
    while (sending.size > 0) await Promise.allSettled(sending);
  };

  return {
    name: 'webhooks',
    start() {
      isTaking = true;
      void run();
    },
    wake,
    async idle() {
      do {
        await run();
        await settled();
      } while (isWoken);
    },
    async drain(deadlineMs) {
      isTaking = false;
      timer?.cancel();
      const deadline = new AbortController();
      await Promise.race([
        settled(),
        clock.sleep(Math.min(deadlineMs, drainMs), deadline.signal).catch(() => {}),
      ]);
      deadline.abort();
    },
    async stop() {
      isTaking = false;
      timer?.cancel();
      stopping.abort();
      await isRunning;
      await settled();
    },
  };
}

const unsigned: Verdict = {
  isDelivered: false,
  isGone: false,
  pauseMs: null,
  status: null,
  error: 'secret_unreadable',
  responseBody: null,
};

/** The driver's word, without the values of the query. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, name } = (cause ?? {}) as { code?: string; name?: string };
  return code ?? name ?? 'unknown';
}
