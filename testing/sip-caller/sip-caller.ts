import {
  createResponse,
  createTransactionLayer,
  createUdpTransport,
  incomingRequest,
  parseMessage,
  parseSipUri,
  readRequestHead,
  type ServerTransaction,
  type SipSource,
} from '@allo/call/wire/sip';
import {
  type Clock,
  createIds,
  createSilentLog,
  createSystemRandom,
  type Ids,
  type Random,
} from '@allo/kernel';
import { CallerCall, type DialOptions } from './caller-call.ts';
import { CallerMedia } from './caller-media.ts';

export interface SipCallerOptions {
  clock: Clock;
  /** Numeric IPv4 address to signal and talk from; default 127.0.0.1. */
  localAddress?: string;
  /** Default: chosen by the system. */
  localPort?: number;
  ids?: Ids;
  random?: Random;
}

/** A telephone without a person: places calls over real UDP, one signalling socket for all of them. */
export interface SipCaller {
  readonly localPort: number;
  start(): Promise<void>;
  /** Places a call and gives it back while it still rings. */
  dial(options: DialOptions): Promise<CallerCall>;
  /** Places a call and waits for the answer; rejects with CallRefused. */
  call(options: DialOptions): Promise<CallerCall>;
  readonly liveCalls: number;
  /** Hangs up whatever is left. Idempotent. */
  close(): Promise<void>;
}

export function createSipCaller(options: SipCallerOptions): SipCaller {
  const { clock, localAddress = '127.0.0.1' } = options;
  const ids = options.ids ?? createIds(clock);
  const random = options.random ?? createSystemRandom();
  const transport = createUdpTransport({
    host: localAddress,
    port: options.localPort ?? 0,
    log: createSilentLog(),
  });
  const calls = new Map<string, CallerCall>();
  let closing: Promise<void> | null = null;

  const onRequest = (transaction: ServerTransaction) => {
    const call = calls.get(transaction.head.callId);
    if (call) call.receive(transaction);
    else transaction.respond(createResponse(transaction.request, 481));
  };
  const layer = createTransactionLayer({
    clock,
    ids,
    transport,
    user: { onRequest, onAck() {}, onCancel() {} },
  });

  transport.onMessage((data, source) => {
    const parsed = parseMessage(data);
    if (parsed.kind !== 'message') return;
    if (parsed.message.kind === 'response') return layer.receiveResponse(parsed.message);
    const read = readRequestHead(parsed.message);
    if (read.ok) layer.receiveRequest(incomingRequest(parsed.message, read.head, source));
  });

  async function dial(dialOptions: DialOptions): Promise<CallerCall> {
    const target = targetOf(dialOptions.uri);
    const media = await CallerMedia.open(clock, random, localAddress);
    const call = new CallerCall(
      {
        clock,
        ids,
        layer,
        localAddress,
        localPort: transport.local.port,
        target,
        media,
        onEnd: (ended) => calls.delete(ended.callId),
      },
      dialOptions,
    );
    calls.set(call.callId, call);
    return call;
  }

  async function hangUpAll(): Promise<void> {
    const live = [...calls.values()];
    const patience = new AbortController();
    const all = Promise.all(live.map((call) => call.hangUp()));
    if (live.length > 0) await Promise.race([all, clock.sleep(2_000, patience.signal).catch(() => {})]);
    patience.abort();
    layer.close();
    await transport.close();
    for (const call of live) call.media.close();
  }

  return {
    get localPort() {
      return transport.local.port;
    },
    start: () => transport.start(),
    dial,
    async call(dialOptions) {
      const call = await dial(dialOptions);
      await call.answered;
      return call;
    },
    get liveCalls() {
      return calls.size;
    },
    close() {
      closing ??= hangUpAll();
      return closing;
    },
  };
}

function targetOf(uri: string): SipSource {
  const parsed = parseSipUri(uri);
  if (!parsed) throw new TypeError('The address to call must look like sip:user@127.0.0.1:5060.');
  return { address: parsed.host === 'localhost' ? '127.0.0.1' : parsed.host, port: parsed.port ?? 5060 };
}
