import { createSeededIds, createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { headerList, headerValue, parseNameAddress, type SipMessage } from '../message/index.ts';
import { answerChallenge } from '../security/index.ts';
import { createTestNetwork, pcmaOffer, phone, phoneRequest, type TestNetwork } from '../test-network.ts';
import type { SipCall, SipCallEvent } from './sip-call.ts';

const local = { address: '192.168.1.10', port: 10_000 };

const tagOf = (message: SipMessage, name = 'to') =>
  parseNameAddress(headerValue(message, name) ?? '')?.parameters.get('tag') ?? '';

interface Talk {
  network: TestNetwork;
  call: SipCall;
  events: SipCallEvent[];
  toTag: string;
}

/** INVITE → 200 → ACK. */
async function establish(invite: Parameters<typeof phoneRequest>[0] = { body: pcmaOffer }): Promise<Talk> {
  const network = await createTestNetwork();
  network.receive(phoneRequest(invite));
  const call = await network.invitations[0]?.accept(local);
  if (!call) throw new Error('no invitation');
  const toTag = tagOf(network.last());
  network.receive(phoneRequest({ method: 'ACK', toTag }));
  const events: SipCallEvent[] = [];
  call.onEvent((event) => events.push(event));
  network.ladder.length = 0;
  return { network, call, events, toTag };
}

describe('an inbound call', () => {
  it('answered and hung up by the caller / climbs the whole ladder', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ body: pcmaOffer }));
    const invitation = network.invitations[0];
    expect(invitation).toMatchObject({
      facts: { from: '100', to: 'lidia', displayName: 'Phone', wireCallId: 'call-1' },
      advertisedAddress: '192.168.1.10',
      trunkId: null,
      media: { codec: 'PCMA', payloadType: 8, telephoneEventPayloadType: 101 },
    });
    await network.clock.advance(10);
    invitation?.ring();
    await network.clock.advance(90);
    const call = await invitation?.accept(local);
    const events: SipCallEvent[] = [];
    call?.onEvent((event) => events.push(event));
    const toTag = tagOf(network.last());
    network.receive(phoneRequest({ method: 'ACK', toTag, branch: 'z9hG4bK-ack' }));
    await network.clock.advance(1000);
    network.receive(phoneRequest({ method: 'BYE', cseq: 2, toTag }));
    expect(network.ladder).toEqual(['0 100 Trying', '10 180 Ringing', '100 200 OK', '1100 200 OK']);
    expect(headerList(network.responses[2] as SipMessage, 'contact')).toEqual([
      '<sip:allo@192.168.1.10:5060>',
    ]);
    expect(events).toEqual([{ type: 'closed', reason: 'remote-hung-up' }]);
    await network.clock.advance(40_000);
    expect(network.userAgent.dump()).toMatchObject({ calls: 0, invitations: 0, transactions: 0 });
  });

  it('whose 200 is never acknowledged / repeats it from T1 to T2 and says BYE after 64·T1', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ body: pcmaOffer }));
    const call = await network.invitations[0]?.accept(local);
    const events: SipCallEvent[] = [];
    call?.onEvent((event) => events.push(event));
    await network.clock.advance(32_000);
    expect(network.ladder).toEqual([
      '0 100 Trying',
      '0 200 OK',
      '500 200 OK',
      '1500 200 OK',
      '3500 200 OK',
      '7500 200 OK',
      '11500 200 OK',
      '15500 200 OK',
      '19500 200 OK',
      '23500 200 OK',
      '27500 200 OK',
      '31500 200 OK',
      '32000 BYE',
    ]);
    expect(events).toEqual([{ type: 'closed', reason: 'ack-missing' }]);
  });

  it('hung up by us before the ACK / waits with BYE until the ACK', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ body: pcmaOffer }));
    const call = await network.invitations[0]?.accept(local);
    call?.hangUp();
    expect(network.requests).toHaveLength(0);
    network.receive(phoneRequest({ method: 'ACK', toTag: tagOf(network.last()) }));
    expect(network.requests.map(({ method }) => method)).toEqual(['BYE']);
    expect(call?.isClosed).toBe(true);
  });

  it('hung up by us / sends BYE through the recorded route to the contact, repeated until answered', async () => {
    const { network, call } = await establish({
      body: pcmaOffer,
      headers: ['Record-Route: <sip:192.168.1.1;lr>, <sip:192.168.1.2;lr>'],
    });
    call.hangUp();
    await network.clock.advance(1_600);
    expect(network.ladder).toEqual(['0 BYE', '500 BYE', '1500 BYE']);
    const bye = network.requests[0] as SipMessage;
    expect(bye).toMatchObject({ uri: 'sip:100@192.168.1.20:5062' });
    expect(headerList(bye, 'route')).toEqual(['<sip:192.168.1.1;lr>', '<sip:192.168.1.2;lr>']);
    expect(tagOf(bye)).toBe('phone-tag');
  });

  it('cancelled while it rings / gets 200 for the CANCEL and 487 for the INVITE', async () => {
    const network = await createTestNetwork({ onInvite: (invitation) => invitation.ring() });
    network.receive(phoneRequest({ body: pcmaOffer }));
    let isCancelled = false;
    network.invitations[0]?.onCancel(() => (isCancelled = true));
    network.receive(phoneRequest({ method: 'CANCEL' }));
    expect(network.ladder).toEqual(['0 100 Trying', '0 180 Ringing', '0 200 OK', '0 487 Request Terminated']);
    expect(isCancelled).toBe(true);
    await expect(network.invitations[0]?.accept(local)).rejects.toMatchObject({ code: 'aborted' });
    network.receive(
      phoneRequest({ method: 'ACK', toTag: tagOf(network.last()), branch: 'z9hG4bK-call-1-1-INVITE' }),
    );
    await network.clock.advance(2000);
    expect(network.ladder).toHaveLength(4);
  });

  it('refused / repeats the refusal until the ACK', async () => {
    const network = await createTestNetwork({ onInvite: (invitation) => invitation.reject(486) });
    network.receive(phoneRequest({ body: pcmaOffer }));
    await network.clock.advance(600);
    network.receive(
      phoneRequest({ method: 'ACK', toTag: tagOf(network.last()), branch: 'z9hG4bK-call-1-1-INVITE' }),
    );
    await network.clock.advance(60_000);
    expect(network.ladder).toEqual(['0 100 Trying', '0 486 Busy Here', '500 486 Busy Here']);
  });

  it('that nobody decides about / ends with 480 after three minutes', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ body: pcmaOffer }));
    await network.clock.advance(180_000);
    expect(network.ladder[1]).toBe('180000 480 Temporarily Unavailable');
  });

  it('without an offer / gets ours in the 200 and starts with the answer in the ACK', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest());
    expect(network.invitations[0]?.media).toBeNull();
    const accepted = network.invitations[0]?.accept(local);
    expect(network.last().body.toString()).toContain('m=audio 10000 RTP/AVP 8 0 101');
    network.receive(phoneRequest({ method: 'ACK', toTag: tagOf(network.last()), body: pcmaOffer }));
    expect((await accepted)?.media).toMatchObject({ codec: 'PCMA', remote: { port: 40_000 } });
  });

  it('without an offer whose ACK brings no answer / ends with BYE and an error', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest());
    const accepted = network.invitations[0]?.accept(local);
    network.receive(phoneRequest({ method: 'ACK', toTag: tagOf(network.last()) }));
    await expect(accepted).rejects.toMatchObject({ code: 'media_failed' });
    expect(network.requests.map(({ method }) => method)).toEqual(['BYE']);
  });
});

describe('a live call', () => {
  it('held and resumed by re-INVITE / tells both and answers in the mirrored direction', async () => {
    const { network, events, toTag } = await establish();
    network.receive(phoneRequest({ cseq: 2, toTag, body: `${pcmaOffer}a=sendonly\n` }));
    expect(network.last().body.toString()).toMatch(/o=- \d+ 2 IN[\s\S]*a=recvonly/);
    network.receive(phoneRequest({ method: 'ACK', cseq: 2, toTag }));
    network.receive(phoneRequest({ cseq: 3, toTag, body: pcmaOffer }));
    network.receive(phoneRequest({ method: 'ACK', cseq: 3, toTag }));
    expect(events.filter(({ type }) => type === 'hold')).toEqual([
      { type: 'hold', isHeld: true },
      { type: 'hold', isHeld: false },
    ]);
    await network.clock.advance(10_000);
    expect(network.ladder).toEqual(['0 200 OK', '0 200 OK']);
  });

  it('moved to another port / tells where to send', async () => {
    const { network, events, toTag } = await establish();
    network.receive(phoneRequest({ cseq: 2, toTag, body: pcmaOffer.replace('40000', '41000') }));
    expect(events).toMatchObject([{ type: 'media-changed', media: { remote: { port: 41_000 } } }]);
  });

  it('asked for another codec only / refuses with 488 and goes on', async () => {
    const { network, call, toTag } = await establish();
    network.receive(phoneRequest({ cseq: 2, toTag, body: pcmaOffer.replace('8 0 101', '9') }));
    expect(network.ladder).toEqual(['0 488 Not Acceptable Here']);
    expect(call.isClosed).toBe(false);
  });

  it.each([
    [{ method: 'BYE', cseq: 0 }, '500 Server Internal Error'],
    [{ method: 'OPTIONS', cseq: 2 }, '200 OK'],
    [{ method: 'INFO', cseq: 2 }, '405 Method Not Allowed'],
    [{ method: 'BYE', cseq: 2, toTag: 'another' }, '481 Call/Transaction Does Not Exist'],
    [{ method: 'BYE', cseq: 2, fromTag: 'another' }, '481 Call/Transaction Does Not Exist'],
    [{ cseq: 2, toTag: 'another', body: pcmaOffer }, '481 Call/Transaction Does Not Exist'],
  ])('gets %j / answers %s', async (options, expected) => {
    const { network, toTag } = await establish();
    network.receive(phoneRequest({ toTag, ...options }));
    expect(network.ladder).toEqual([`0 ${expected}`]);
  });

  it('a second INVITE before the ACK of the first / gets 500 with Retry-After', async () => {
    const { network, toTag } = await establish();
    network.receive(phoneRequest({ cseq: 2, toTag, body: pcmaOffer }));
    network.receive(phoneRequest({ cseq: 3, toTag, body: pcmaOffer }));
    expect(network.last().status).toBe(500);
    expect(headerValue(network.last(), 'retry-after')).toMatch(/^\d$/);
  });

  it('when the user agent closes / gets BYE, what rings gets 503, and closing twice is once', async () => {
    const { network, events } = await establish();
    network.receive(phoneRequest({ callId: 'call-2', body: pcmaOffer }));
    network.ladder.length = 0;
    const closed = Promise.all([network.userAgent.close(), network.userAgent.close()]);
    await network.clock.advance(2_100);
    await closed;
    expect(network.ladder.slice(0, 2)).toEqual(['0 503 Service Unavailable', '0 BYE']);
    expect(events).toEqual([{ type: 'closed', reason: 'shutdown' }]);
  });
});

describe('outside a call', () => {
  it.each([
    [{ method: 'OPTIONS' }, 200],
    [{ method: 'REGISTER' }, 405],
    [{ method: 'SUBSCRIBE' }, 405],
    [{ method: 'MESSAGE' }, 405],
    [{ method: 'FROBNICATE' }, 501],
    [{ method: 'BYE', toTag: 'x' }, 481],
    [{ method: 'CANCEL' }, 481],
    [{ headers: ['Require: 100rel'], body: pcmaOffer }, 420],
    [{ headers: ['Content-Encoding: gzip'], body: pcmaOffer }, 415],
    [{ headers: ['Accept: text/plain'], body: pcmaOffer }, 406],
    [{ body: 'hello' }, 400],
    [{ body: pcmaOffer.replace('8 0 101', '9 18') }, 488],
    [{ user: 'nobody', body: pcmaOffer }, 404],
    [{ cseqMethod: 'OPTIONS', body: pcmaOffer }, 400],
  ])('%j / is answered %i', async (options, status) => {
    const network = await createTestNetwork({ policy: { hasUser: (user) => user === 'lidia' } });
    network.receive(phoneRequest(options));
    expect(network.responses.map((response) => response.status)).toEqual([status]);
    expect(network.invitations).toHaveLength(0);
  });

  it('OPTIONS / names what we do', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ method: 'OPTIONS' }));
    expect(headerValue(network.last(), 'allow')).toBe('INVITE, ACK, CANCEL, BYE, OPTIONS');
    expect(headerValue(network.last(), 'accept')).toBe('application/sdp');
    expect(tagOf(network.last())).not.toBe('');
  });

  it('the same INVITE by another path / gets 482', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ body: pcmaOffer }));
    network.receive(phoneRequest({ body: pcmaOffer, branch: 'z9hG4bK-other-path' }));
    expect(network.ladder).toEqual(['0 100 Trying', '0 482 Loop Detected']);
    expect(network.invitations).toHaveLength(1);
  });

  it('a repeated INVITE / gets the last answer again and makes no second call', async () => {
    const network = await createTestNetwork({ onInvite: (invitation) => invitation.ring() });
    for (let times = 0; times < 3; times += 1) network.receive(phoneRequest({ body: pcmaOffer }));
    expect(network.ladder).toEqual(['0 100 Trying', '0 180 Ringing', '0 180 Ringing', '0 180 Ringing']);
    expect(network.invitations).toHaveLength(1);
  });

  it('more calls than allowed, or after stopAccepting / get 503', async () => {
    const network = await createTestNetwork({ policy: { maxCalls: 1 } });
    network.receive(phoneRequest({ body: pcmaOffer }));
    network.receive(phoneRequest({ body: pcmaOffer, callId: 'call-2' }));
    expect(network.last().status).toBe(503);
    network.invitations[0]?.reject(486);
    network.userAgent.stopAccepting();
    network.receive(phoneRequest({ body: pcmaOffer, callId: 'call-3' }));
    expect(network.last().status).toBe(503);
    expect(headerValue(network.last(), 'retry-after')).toBe('5');
  });

  it('a stranger or a scanner / hears nothing, whatever it sends', async () => {
    const network = await createTestNetwork();
    const stranger = { address: '203.0.113.9', port: 5060 };
    network.receive(phoneRequest({ body: pcmaOffer }), stranger);
    network.receive(phoneRequest({ method: 'OPTIONS', callId: 'c2' }), stranger);
    network.receive(phoneRequest({ callId: 'c3', cseqMethod: 'BYE' }), stranger);
    network.receive(phoneRequest({ callId: 'c4', headers: ['User-Agent: friendly-scanner'] }), phone);
    expect(network.ladder).toEqual([]);
    expect(network.userAgent.dump().dropped).toEqual({ 'unknown-source': 2, malformed: 1, scanner: 1 });
  });

  it('a trunk with a password / is challenged, and its second INVITE reaches us with the trunk named', async () => {
    const credentials = { username: 'trunk', password: 'secret' };
    const trunks = [{ id: 'office', sources: ['192.168.1.20'], credentials }];
    const network = await createTestNetwork({ policy: { trunks, algorithms: ['SHA-256', 'MD5'] } });
    network.receive(phoneRequest({ body: pcmaOffer }));
    expect(network.last().status).toBe(401);
    const challenges = network.last().headers.filter(({ name }) => name === 'www-authenticate');
    expect(challenges.map(({ value }) => /algorithm=(\S+),/.exec(value)?.[1])).toEqual(['SHA-256', 'MD5']);
    // A challenge costs no memory.
    expect(network.userAgent.dump().transactions).toBe(0);
    const given = { method: 'INVITE', uri: 'sip:lidia@192.168.1.10' };
    const ids = createSeededIds(network.clock, createSeededRandom(2));
    const proof = answerChallenge(network.last(), credentials, given, ids);
    network.receive(phoneRequest({ cseq: 2, body: pcmaOffer, headers: [`Authorization: ${proof?.value}`] }));
    expect(network.invitations.map(({ trunkId }) => trunkId)).toEqual(['office']);
  });

  it('a request whose reply port is not its own / is answered where its Via says, at its own address', async () => {
    const network = await createTestNetwork();
    network.receive(phoneRequest({ method: 'OPTIONS' }).replace(';rport', ''), {
      address: '192.168.1.99',
      port: 9,
    });
    expect(headerList(network.last(), 'via')[0]).toContain('received=192.168.1.99');
  });
});
