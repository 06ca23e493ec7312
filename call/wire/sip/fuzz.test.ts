import { createSeededRandom, type Random } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { parseMessage } from './message/index.ts';
import { parseSessionDescription, readOffer } from './sdp/index.ts';
import { createTestNetwork, pcmaOffer, phoneRequest } from './test-network.ts';

const rounds = 4_000;
const tokens = [
  '\r\n',
  '\r\n ',
  ';',
  ',',
  '"',
  '<',
  '>',
  ':',
  '@',
  '%',
  '\0',
  '=',
  ' ',
  '\xff',
  'sip:',
  'tag',
  '99999999999999999999',
  '-1',
  'SIP/2.0',
  '[::',
  '\\',
];

const seeds = [
  phoneRequest({ body: pcmaOffer }),
  phoneRequest({ method: 'OPTIONS' }),
  phoneRequest({ method: 'BYE', toTag: 'x' }),
  phoneRequest({ method: 'CANCEL' }),
  phoneRequest({ method: 'ACK', toTag: 'x', body: pcmaOffer }),
  phoneRequest({ headers: ['Authorization: Digest username="u", nonce="1.2.3", nc=1', 'Route: <sip:a;lr>'] }),
];

/** One to four cuts, doublings, flips or insertions. */
function mutate(random: Random, text: string): Buffer {
  let result = text;
  const changes = 1 + random.below(4);
  for (let change = 0; change < changes; change += 1) {
    const at = random.below(result.length + 1);
    const end = Math.min(result.length, at + random.below(30));
    const kind = random.below(4);
    if (kind === 0) result = result.slice(0, at) + result.slice(end);
    else if (kind === 1) result = result.slice(0, end) + result.slice(at);
    else if (kind === 2)
      result = result.slice(0, at) + String.fromCharCode(random.below(256)) + result.slice(at + 1);
    else result = result.slice(0, at) + tokens[random.below(tokens.length)] + result.slice(at);
  }
  return Buffer.from(result, 'latin1');
}

describe('mutated messages', () => {
  it('never throw, never get more than the right class of answer, and leave nothing behind', async () => {
    const random = createSeededRandom(20_261_121);
    const failures: string[] = [];
    const network = await createTestNetwork({
      policy: { inviteLimit: { perSecond: 1e6, burst: 1e6 }, maxCalls: 1e6 },
      onInvite: (invitation) => invitation.reject(486),
      onFault: (detail) => failures.push(detail),
    });
    for (let round = 0; round < rounds; round += 1) {
      const bytes = mutate(random, seeds[random.below(seeds.length)] as string);
      expect(() => parseMessage(bytes)).not.toThrow();
      network.receive(bytes);
    }
    expect(failures).toEqual([]);
    const statuses = new Set(network.responses.map(({ status }) => status));
    for (const status of statuses)
      expect([100, 200, 400, 404, 405, 406, 415, 416, 420, 481, 482, 486, 487, 488, 501, 505]).toContain(
        status,
      );
    // Most mutations still deserve an answer: a fuzz that is dropped at the door would prove nothing.
    expect(network.responses.length).toBeGreaterThan(rounds / 3);
    await network.clock.advance(120_000);
    expect(network.userAgent.dump()).toMatchObject({ calls: 0, invitations: 0, transactions: 0 });
  });

  it('of session descriptions never throw', () => {
    const random = createSeededRandom(7);
    let understood = 0;
    for (let round = 0; round < rounds; round += 1) {
      const parsed = parseSessionDescription(mutate(random, pcmaOffer));
      if (parsed && readOffer(parsed)) understood += 1;
    }
    expect(understood).toBeGreaterThan(rounds / 10);
  });
});
