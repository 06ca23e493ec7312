import { createSocket, type Socket } from 'node:dgram';
import {
  createUdpTransport,
  createDefaultPolicy,
  createSipUserAgent,
  type SipCall,
  type SipCallEvent,
  type SipInvitation,
  type SipPolicy,
  type SipUserAgent,
} from '@allo/call/wire/sip';
import { createIds, createSilentLog, createSystemClock, createSystemRandom } from '@allo/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { createSipCaller, type SipCaller } from './index.ts';

const clock = createSystemClock();
const closers: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Desk {
  userAgent: SipUserAgent;
  caller: SipCaller;
  uri(user: string): string;
  calls: SipCall[];
  events: SipCallEvent[];
}

/** A user agent that answers everybody with an RTP echo, and a caller, both on real sockets. */
async function openDesk(
  options: {
    policy?: Partial<SipPolicy>;
    onInvite?: (invitation: SipInvitation, echoPort: number) => void;
  } = {},
): Promise<Desk> {
  const echo = await openEcho();
  const transport = createUdpTransport({ host: '127.0.0.1', port: 0, log: createSilentLog() });
  const calls: SipCall[] = [];
  const events: SipCallEvent[] = [];
  const answer = async (invitation: SipInvitation, port: number) => {
    invitation.ring();
    const call = await invitation.accept({ address: invitation.advertisedAddress, port });
    call.onEvent((event) => events.push(event));
    calls.push(call);
  };
  const userAgent = createSipUserAgent({
    clock,
    ids: createIds(clock),
    random: createSystemRandom(),
    log: createSilentLog(),
    transport,
    policy: createDefaultPolicy(options.policy),
    onInvite: (invitation) =>
      options.onInvite
        ? options.onInvite(invitation, echo.address().port)
        : void answer(invitation, echo.address().port),
  });
  await userAgent.start();
  const caller = createSipCaller({ clock });
  await caller.start();
  closers.push(
    () => userAgent.close(),
    () => caller.close(),
  );
  return { userAgent, caller, calls, events, uri: (user) => `sip:${user}@127.0.0.1:${transport.local.port}` };
}

async function openEcho(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => socket.send(bytes, from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closers.push(() => void socket.close());
  return socket;
}

/** Waits for a condition of the real world; the test's own limit ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await clock.sleep(10);
}

const tone = Int16Array.from({ length: 4000 }, (_, index) =>
  Math.round(8000 * Math.sin((index * Math.PI) / 10)),
);

describe('createSipCaller', () => {
  it.each([['PCMA'], ['PCMU']] as const)(
    'a call in %s / hears its own tone and keys back and hangs up',
    async (codec) => {
      const desk = await openDesk();
      const call = await desk.caller.call({ uri: desk.uri('lidia'), codecs: [codec] });
      expect(call.statuses).toEqual([100, 180, 200]);
      expect(call.agreement).toMatchObject({ codec, telephoneEventPayloadType: 101 });
      await call.play(tone);
      await call.press('5#');
      await until(() => call.media.digitsHeard === '5#');
      const heard = call.media.heard.pcm();
      const loudest = heard.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
      expect(loudest).toBeGreaterThan(7500);
      expect(loudest).toBeLessThan(8500);
      expect(call.media.heard.statistics()).toMatchObject({ duplicates: 0 });
      await call.hangUp();
      expect(desk.events).toEqual([{ type: 'closed', reason: 'remote-hung-up' }]);
      expect(desk.caller.liveCalls).toBe(0);
    },
  );

  it('held and resumed / the called side is told both', async () => {
    const desk = await openDesk();
    const call = await desk.caller.call({ uri: desk.uri('lidia') });
    await call.hold();
    await call.resume();
    expect(desk.events.filter(({ type }) => type === 'hold')).toEqual([
      { type: 'hold', isHeld: true },
      { type: 'hold', isHeld: false },
    ]);
    expect(await call.send('OPTIONS')).toBe(200);
    expect(await call.send('INFO')).toBe(405);
  });

  it('hung up by the called side / ends', async () => {
    const desk = await openDesk();
    const call = await desk.caller.call({ uri: desk.uri('lidia') });
    desk.calls[0]?.hangUp();
    expect(await call.ended).toBe('remote-hung-up');
  });

  it('cancelled while it rings / ends with 487 on one side and onCancel on the other', async () => {
    let isCancelled = false;
    const desk = await openDesk({
      onInvite: (invitation) => {
        invitation.onCancel(() => (isCancelled = true));
        invitation.ring();
      },
    });
    const call = await desk.caller.dial({ uri: desk.uri('lidia') });
    await until(() => call.statuses.includes(180));
    await call.cancel();
    expect(call.statuses.at(-1)).toBe(487);
    expect(await call.ended).toBe('cancelled');
    expect(isCancelled).toBe(true);
  });

  it('refused / says with what', async () => {
    const desk = await openDesk({ onInvite: (invitation) => invitation.reject(486) });
    await expect(desk.caller.call({ uri: desk.uri('lidia') })).rejects.toMatchObject({ status: 486 });
  });

  it('without an offer / answers the one of the 200', async () => {
    const desk = await openDesk();
    const call = await desk.caller.call({ uri: desk.uri('lidia'), isOfferDelayed: true });
    await until(() => desk.calls.length === 1);
    expect(desk.calls[0]?.media).toMatchObject({ codec: 'PCMA', remote: { port: call.media.port } });
    await call.play(tone.subarray(0, 1600));
    await until(() => call.media.heard.arrivals.length > 5);
  });

  it('with a password / passes the challenge; with a wrong one gets 401', async () => {
    const credentials = { username: 'office', password: 'secret' };
    const policy = { openSources: [], trunks: [{ id: 'office', sources: [], credentials }] };
    const desk = await openDesk({ policy });
    const call = await desk.caller.call({ uri: desk.uri('lidia'), credentials });
    expect(call.statuses).toEqual([401, 100, 180, 200]);
    const wrong = { ...credentials, password: 'wrong' };
    await expect(desk.caller.call({ uri: desk.uri('lidia'), credentials: wrong })).rejects.toMatchObject({
      status: 401,
    });
  });

  it('sixty calls at once / all are answered and all are hung up when the user agent closes', async () => {
    const desk = await openDesk();
    const calls = await Promise.all(
      Array.from({ length: 60 }, () => desk.caller.call({ uri: desk.uri('lidia') })),
    );
    await until(() => calls.every((call) => call.media.heard.arrivals.length > 3));
    await desk.userAgent.close();
    expect(new Set(await Promise.all(calls.map((call) => call.ended)))).toEqual(new Set(['remote-hung-up']));
  });
});

describe('createUdpTransport', () => {
  it('an occupied port / says what to set', async () => {
    const first = createUdpTransport({ host: '127.0.0.1', port: 0, log: createSilentLog() });
    await first.start();
    closers.push(() => first.close());
    const second = createUdpTransport({ host: '127.0.0.1', port: first.local.port, log: createSilentLog() });
    await expect(second.start()).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining('SIP_PORT'),
    });
    await second.close();
  });
});
