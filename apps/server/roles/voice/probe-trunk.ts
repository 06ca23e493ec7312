import { isIP } from 'node:net';
import type { ResolveName } from '@allo/adapters/outgoing-http';
import {
  createTransactionLayer,
  createUdpTransport,
  formatHost,
  localAddressFacing,
  parseMessage,
  type SipRequest,
  type SipSource,
} from '@allo/call/wire/sip';
import type { TrunkTest, TrunkTestStep } from '@allo/contracts/http';
import type { Clock, Ids, Log } from '@allo/kernel';

export interface ProbeTrunkOptions {
  clock: Clock;
  ids: Ids;
  log: Log;
  resolveName: ResolveName;
  /** Whether a tenant may make us send something there. */
  isAllowed(address: string): boolean;
  timeoutMs?: number;
}

const sipPort = 5060;
const defaultTimeoutMs = 4_000;

/**
 * Asks a trunk whether it is there: its address, its name, then a SIP OPTIONS (RFC 3261 §11) over UDP. Any answer means
 * that it speaks SIP. `host` is `sip.example.com` or `203.0.113.7:5080`.
 */
export async function probeTrunk(host: string, options: ProbeTrunkOptions): Promise<TrunkTest> {
  const steps: TrunkTestStep[] = [];
  const measured = async (
    step: TrunkTestStep['step'],
    run: () => Promise<{ isOk: boolean; result: string }>,
  ) => {
    const startMs = options.clock.now();
    const { isOk, result } = await run();
    steps.push({ step, isOk, result, durationMs: Math.round(options.clock.now() - startMs) });
    return isOk;
  };
  const [name = '', portText] = host.split(':');
  const port = Number(portText ?? sipPort);
  let address = '';
  const isReached =
    (await measured('address', () => {
      const isPort = port >= 1 && port <= 65_535;
      return Promise.resolve({ isOk: isPort, result: isPort ? `${name}:${port}` : 'port_invalid' });
    })) &&
    (await measured('name', async () => {
      const found = isIP(name) === 0 ? await options.resolveName(name).catch(() => []) : [name];
      address = found.find((one) => isIP(one) === 4) ?? found[0] ?? '';
      if (address === '') return { isOk: false, result: 'name_not_found' };
      return options.isAllowed(address)
        ? { isOk: true, result: address }
        : { isOk: false, result: 'address_refused' };
    })) &&
    (await measured('request', () => askOptions({ address, port }, name, options)));
  return { isOk: isReached, steps };
}

async function askOptions(
  target: SipSource,
  host: string,
  { clock, ids, log, timeoutMs = defaultTimeoutMs }: ProbeTrunkOptions,
): Promise<{ isOk: boolean; result: string }> {
  const transport = createUdpTransport({ host: isIP(target.address) === 6 ? '::' : '0.0.0.0', port: 0, log });
  const user = { onRequest() {}, onAck() {}, onCancel() {} };
  const layer = createTransactionLayer({ clock, ids, transport, user });
  transport.onMessage((data) => {
    const parsed = parseMessage(data);
    if (parsed.kind === 'message' && parsed.message.kind === 'response')
      layer.receiveResponse(parsed.message);
  });
  const patience = new AbortController();
  try {
    await transport.start();
    const own = localAddressFacing(target.address);
    const request = optionsRequest(host, target.port, own, ids);
    const answered = new Promise<{ isOk: boolean; result: string }>((resolve) => {
      layer.request(request, target, own, {
        onResponse: (response) => {
          if (response.status >= 200) resolve({ isOk: true, result: `SIP ${response.status}` });
        },
        onFailure: () => resolve({ isOk: false, result: 'no_answer' }),
      });
    });
    const late = clock.sleep(timeoutMs, patience.signal).then(
      () => ({ isOk: false, result: 'no_answer' }),
      () => ({ isOk: false, result: 'no_answer' }),
    );
    return await Promise.race([answered, late]);
  } catch {
    return { isOk: false, result: 'unreachable' };
  } finally {
    patience.abort();
    layer.close();
    await transport.close();
  }
}

function optionsRequest(host: string, port: number, own: string, ids: Ids): SipRequest {
  const uri = `sip:${host}:${port}`;
  const header = (name: string, value: string) => ({ name, value });
  return {
    kind: 'request',
    method: 'OPTIONS',
    uri,
    version: '2.0',
    problems: [],
    headers: [
      header('max-forwards', '70'),
      header('from', `<sip:allo@${formatHost(own)}>;tag=${ids.token(8)}`),
      header('to', `<${uri}>`),
      header('call-id', `${ids.token(12)}@${own}`),
      header('cseq', '1 OPTIONS'),
      header('accept', 'application/sdp'),
      header('user-agent', 'Allo'),
    ],
    body: Buffer.alloc(0),
  };
}
