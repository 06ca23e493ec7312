import { createIds, createSystemClock } from '@allo/kernel';
import { verifyWebhook } from '@allo/testing/stand-ins/webhook-receiver';
import { describe, expect, it } from 'vitest';
import { newEndpointSecret } from './endpoint-secret.ts';
import { signMessage } from './sign-message.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const message = { id: 'msg_1', body: '{"type":"call.ended","data":{"слово":"ёж"}}' };

describe('signature', () => {
  it('of one secret / the official library accepts it, and nothing else', () => {
    const [secret, other] = [newEndpointSecret(ids), newEndpointSecret(ids)];
    const headers = signMessage(message, [secret], clock.wallTime());
    const { body } = message;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(verifyWebhook(secret, { body, headers })).toBe(true);
    expect(verifyWebhook(other, { body, headers })).toBe(false);
    expect(verifyWebhook(secret, { body: `${body} `, headers })).toBe(false);
    expect(verifyWebhook(secret, { body, headers: { ...headers, 'webhook-id': 'msg_2' } })).toBe(false);
  });

  it('while secrets change / both are accepted', () => {
    const [before, after] = [newEndpointSecret(ids), newEndpointSecret(ids)];
    const headers = signMessage(message, [after, before], clock.wallTime());
    for (const secret of [before, after])
      expect(verifyWebhook(secret, { body: message.body, headers })).toBe(true);
  });

  it('six minutes old / refused as a repetition by a stranger', () => {
    const secret = newEndpointSecret(ids);
    const headers = signMessage(message, [secret], clock.wallTime() - 360_000);
    expect(verifyWebhook(secret, { body: message.body, headers })).toBe(false);
  });
});
