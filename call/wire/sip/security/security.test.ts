import { createSeededIds, createSeededRandom, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createResponse, parseMessage, type SipRequest } from '../message/index.ts';
import { phoneRequest } from '../test-network.ts';
import { digestResponse } from './digest.ts';
import {
  answerChallenge,
  createDefaultPolicy,
  createRequestGate,
  createSourceList,
  type SipPolicy,
} from './index.ts';
import { createRateLimiter } from './rate-limiter.ts';

function request(options: Parameters<typeof phoneRequest>[0] = {}): SipRequest {
  const parsed = parseMessage(Buffer.from(phoneRequest(options)));
  if (parsed.kind !== 'message' || parsed.message.kind !== 'request') throw new Error('no request');
  return parsed.message;
}

function openGate(policy: Partial<SipPolicy>) {
  const clock = new VirtualClock();
  const ids = createSeededIds(clock, createSeededRandom(1));
  return { clock, ids, gate: createRequestGate(clock, ids, createDefaultPolicy(policy)) };
}
const at = (address: string) => ({ address, port: 5060 });

describe('digestResponse', () => {
  // RFC 7616 §3.9.1: both algorithms over the same exchange.
  const input = {
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    qop: { nonceCount: '00000001', clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
  };
  it('gives the values of the RFC', () => {
    expect(digestResponse({ ...input, algorithm: 'MD5' })).toBe('8ca523f5e9506fed4657c9700eebdbec');
    expect(digestResponse({ ...input, algorithm: 'SHA-256' })).toBe(
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });
});

describe('createSourceList', () => {
  it('addresses and blocks of both families / match what they hold', () => {
    const list = createSourceList(['192.0.2.0/24', '198.51.100.7', '2001:db8::/32']);
    expect(
      ['192.0.2.200', '198.51.100.7', '2001:db8:1::1', '::ffff:192.0.2.1'].map((ip) => list.has(ip)),
    ).toEqual([true, true, true, true]);
    expect(['192.0.3.1', '198.51.100.8', '2001:db9::1', 'name'].some((ip) => list.has(ip))).toBe(false);
  });

  it.each(['example.org', '192.0.2.1/33', '192.0.2.1/', ''])('the entry "%s" / is refused', (entry) => {
    expect(() => createSourceList([entry])).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});

describe('createRateLimiter', () => {
  it('a burst / passes up to its size and refills with time', async () => {
    const clock = new VirtualClock();
    const limiter = createRateLimiter(clock, { perSecond: 2, burst: 3 });
    const take = () => limiter.take('192.0.2.1');
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    expect(limiter.take('192.0.2.2')).toBe(true);
    await clock.advance(500);
    expect([take(), take()]).toEqual([true, false]);
  });
});

describe('createRequestGate', () => {
  it('a fresh installation / hears private networks and nobody else', () => {
    const { gate } = openGate({});
    expect(gate.judge(request(), at('127.0.0.1'))).toEqual({ kind: 'pass', trunkId: null });
    expect(gate.judge(request(), at('192.168.7.7')).kind).toBe('pass');
    expect(gate.judge(request(), at('203.0.113.5'))).toEqual({ kind: 'drop', reason: 'unknown-source' });
    expect(gate.judge(request({ method: 'OPTIONS' }), at('203.0.113.5')).kind).toBe('drop');
  });

  it.each([
    'User-Agent: friendly-scanner',
    'User-Agent: sipcli/v1.8',
    'user-agent: pplsip',
    'User-Agent: SIPVicious 0.3',
  ])('%s / is dropped even from a private network', (header) => {
    const { gate } = openGate({});
    expect(gate.judge(request({ headers: [header] }), at('10.0.0.1'))).toEqual({
      kind: 'drop',
      reason: 'scanner',
    });
  });

  it('a trunk known by its address / passes, and closes private networks', () => {
    const { gate } = openGate({ trunks: [{ id: 'exolve', sources: ['80.75.130.0/24'] }] });
    expect(gate.judge(request(), at('80.75.130.99'))).toEqual({ kind: 'pass', trunkId: 'exolve' });
    expect(gate.judge(request(), at('192.168.7.7')).kind).toBe('drop');
  });

  it('more INVITEs than allowed / are limited per source', () => {
    const { gate } = openGate({ inviteLimit: { perSecond: 1, burst: 2 } });
    const judge = () => gate.judge(request(), at('10.0.0.1')).kind;
    expect([judge(), judge(), judge()]).toEqual(['pass', 'pass', 'limit']);
    expect(gate.judge(request({ method: 'OPTIONS' }), at('10.0.0.1')).kind).toBe('pass');
  });

  it('a trunk with neither source nor password / is refused at start', () => {
    expect(() => openGate({ trunks: [{ id: 'open', sources: [] }] })).toThrow(/user name/);
  });
});

describe('digest trunk', () => {
  const credentials = { username: 'trunk', password: 'secret' };
  const policy = { trunks: [{ id: 'roaming', sources: [], credentials }] };
  const source = at('203.0.113.5');

  /** INVITE → challenge → the INVITE that answers it. */
  function answered(setup: ReturnType<typeof openGate>, given = credentials) {
    const first = setup.gate.judge(request(), source);
    if (first.kind !== 'challenge') throw new Error(first.kind);
    const refusal = createResponse(request(), 401, { headers: first.headers });
    const proof = answerChallenge(refusal, given, request(), setup.ids);
    if (!proof) throw new Error('no proof');
    return request({ headers: [`${proof.name}: ${proof.value}`] });
  }

  it.each([['SHA-256'], ['MD5']] as const)('the right password by %s / passes', (algorithm) => {
    const setup = openGate({ ...policy, algorithms: [algorithm] });
    expect(setup.gate.judge(answered(setup), source)).toEqual({ kind: 'pass', trunkId: 'roaming' });
  });

  it('a wrong password, another source or a used proof / is challenged again', () => {
    const setup = openGate(policy);
    expect(setup.gate.judge(answered(setup, { ...credentials, password: 'x' }), source).kind).toBe(
      'challenge',
    );
    expect(setup.gate.judge(answered(setup), at('203.0.113.6')).kind).toBe('challenge');
    const proof = answered(setup);
    expect(setup.gate.judge(proof, source).kind).toBe('pass');
    expect(setup.gate.judge(proof, source).kind).toBe('challenge');
  });

  it('a nonce past its life / is called stale, so that the client tries again without asking', async () => {
    const setup = openGate(policy);
    const late = answered(setup);
    await setup.clock.advance(61_000);
    const verdict = setup.gate.judge(late, source);
    expect(verdict).toMatchObject({ kind: 'challenge' });
    if (verdict.kind === 'challenge') expect(verdict.headers[0]?.value).toContain('stale=true');
  });

  it('guessing without end / falls silent, while asking for challenges does not', () => {
    const setup = openGate(policy);
    const guess = () => setup.gate.judge(answered(setup, { ...credentials, password: 'x' }), source).kind;
    const kinds = Array.from({ length: 30 }, guess);
    expect(kinds.filter((kind) => kind === 'challenge')).toHaveLength(20);
    expect(kinds.at(-1)).toBe('drop');
  });

  it('anything but INVITE from an unknown source / is dropped', () => {
    const { gate } = openGate(policy);
    expect(gate.judge(request({ method: 'OPTIONS' }), source).kind).toBe('drop');
  });
});
