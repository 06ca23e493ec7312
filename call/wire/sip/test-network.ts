import { createSeededIds, createSeededRandom, createSilentLog, VirtualClock } from '@allo/kernel';
import { parseMessage, type SipRequest, type SipResponse } from './message/index.ts';
import { createDefaultPolicy, type SipPolicy } from './security/index.ts';
import type { SipSource, SipTransport } from './transport/index.ts';
import { createSipUserAgent, type SipInvitation, type SipUserAgent } from './user-agent/index.ts';

/** For tests: a user agent on a virtual clock whose network is an array. */
export interface TestNetwork {
  clock: VirtualClock;
  userAgent: SipUserAgent;
  /** Everything the user agent sent: `at 500: SIP/2.0 200 OK`. */
  ladder: string[];
  responses: SipResponse[];
  requests: SipRequest[];
  invitations: SipInvitation[];
  receive(text: string | Buffer, source?: SipSource): void;
  /** The last response, e.g. to read its To tag. */
  last(): SipResponse;
}

export const phone: SipSource = { address: '192.168.1.20', port: 5062 };

export async function createTestNetwork(
  options: {
    policy?: Partial<SipPolicy>;
    onInvite?: (invitation: SipInvitation) => void;
    /** Told of every exception the user agent had to swallow; without it such a fault fails the test. */
    onFault?: (detail: string) => void;
  } = {},
): Promise<TestNetwork> {
  const clock = new VirtualClock();
  let listener: (message: Buffer, source: SipSource) => void = () => {};
  const network: Omit<TestNetwork, 'userAgent'> = {
    clock,
    ladder: [],
    responses: [],
    requests: [],
    invitations: [],
    receive: (text, source = phone) =>
      listener(Buffer.isBuffer(text) ? text : Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1'), source),
    last: () => network.responses.at(-1) as SipResponse,
  };
  const transport: SipTransport = {
    protocol: 'UDP',
    isReliable: false,
    local: { address: '192.168.1.10', port: 5060 },
    start: async () => {},
    close: async () => {},
    onMessage: (heard) => {
      listener = heard;
    },
    send: (bytes) => {
      const parsed = parseMessage(bytes);
      if (parsed.kind !== 'message') throw new Error('the user agent sent something that is no SIP');
      const { message } = parsed;
      if (message.kind === 'response') network.responses.push(message);
      else network.requests.push(message);
      const line = message.kind === 'response' ? `${message.status} ${message.reason}` : message.method;
      network.ladder.push(`${clock.now()} ${line}`);
    },
  };
  const random = createSeededRandom(1);
  const userAgent = createSipUserAgent({
    clock,
    ids: createSeededIds(clock, random),
    random,
    log: {
      ...createSilentLog(),
      error: (fields) => {
        const detail = JSON.stringify(fields);
        if (!options.onFault) throw new Error(detail);
        options.onFault(detail);
      },
    },
    transport,
    policy: createDefaultPolicy(options.policy),
    onInvite: (invitation) => {
      network.invitations.push(invitation);
      options.onInvite?.(invitation);
    },
  });
  await userAgent.start();
  return { ...network, userAgent };
}

export const pcmaOffer = `v=0
o=- 1 1 IN IP4 192.168.1.20
s=-
c=IN IP4 192.168.1.20
t=0 0
m=audio 40000 RTP/AVP 8 0 101
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
`;

export interface RequestOptions {
  method?: string;
  user?: string;
  branch?: string;
  callId?: string;
  cseq?: number;
  cseqMethod?: string;
  fromTag?: string;
  toTag?: string;
  headers?: string[];
  body?: string;
}

/** A request as a plain phone would write it. */
export function phoneRequest(options: RequestOptions = {}): string {
  const { method = 'INVITE', user = 'lidia', callId = 'call-1', cseq = 1, fromTag = 'phone-tag' } = options;
  const body = (options.body ?? '').replace(/\r?\n/g, '\r\n');
  const branch = options.branch ?? `z9hG4bK-${callId}-${cseq}-${method === 'CANCEL' ? 'INVITE' : method}`;
  return [
    `${method} sip:${user}@192.168.1.10 SIP/2.0`,
    `Via: SIP/2.0/UDP 192.168.1.20:5062;rport;branch=${branch}`,
    'Max-Forwards: 70',
    `From: "Phone" <sip:100@192.168.1.20>;tag=${fromTag}`,
    `To: <sip:${user}@192.168.1.10>${options.toTag === undefined ? '' : `;tag=${options.toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${options.cseqMethod ?? method}`,
    'Contact: <sip:100@192.168.1.20:5062>',
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    ...(options.headers ?? []),
    `Content-Length: ${Buffer.byteLength(body, 'latin1')}`,
    '',
    body,
  ].join('\r\n');
}
