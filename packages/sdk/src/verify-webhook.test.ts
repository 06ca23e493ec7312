import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook } from './verify-webhook.ts';

const secret = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const body = '{"type":"call.ended","timestamp":"2026-03-02T09:00:31.000Z","data":{"callId":"Ж"}}';
const now = new Date();
const signed = (text = body, at = now, with_ = secret) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(with_).sign('msg_1', at, text),
});
const other = `whsec_${Buffer.from('another secret altogether').toString('base64')}`;
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('verifyWebhook', () => {
  it('takes what the library of Standard Webhooks signs, as text, bytes and any kind of headers', () => {
    const headers = signed();
    for (const given of [body, Buffer.from(body)]) {
      expect(verifyWebhook(given, headers, secret)).toEqual(JSON.parse(body));
    }
    expect(verifyWebhook(body, new Headers(headers), secret).type).toBe('call.ended');
    const shouted = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    expect(verifyWebhook(body, shouted, secret).type).toBe('call.ended');
  });

  const both = `${new Webhook(other).sign('msg_1', now, body)} ${signed()['webhook-signature']}`;
  it.each<[what: string, text: string, headers: Record<string, string>]>([
    ['plain', body, signed()],
    ['signed by two secrets', body, { ...signed(), 'webhook-signature': both }],
    ['almost too old', body, signed(body, ago(295))],
    ['too old', body, signed(body, ago(400))],
    ['from the future', body, signed(body, ago(-400))],
    ['by another secret', body, signed(body, now, other)],
    ['with another body', body.replace('Ж', 'Я'), signed()],
    ['with another id', body, { ...signed(), 'webhook-id': 'msg_2' }],
    [
      'with another time',
      body,
      { ...signed(), 'webhook-timestamp': signed(body, ago(60))['webhook-timestamp'] },
    ],
    [
      'of another version',
      body,
      { ...signed(), 'webhook-signature': signed()['webhook-signature'].replace('v1', 'v2') },
    ],
    ['without headers', body, {}],
    ['with an empty signature', body, { ...signed(), 'webhook-signature': '' }],
    ['with half a signature', body, { ...signed(), 'webhook-signature': 'v1' }],
    ['with nonsense for a time', body, { ...signed(), 'webhook-timestamp': 'soon' }],
  ])('judges a request %s as that library does', (_what, text, headers) => {
    const verdict = (verify: () => unknown) => {
      try {
        return verify();
      } catch {
        return 'refused';
      }
    };
    const theirs = verdict(() => new Webhook(secret).verify(text, headers));
    expect(verdict(() => verifyWebhook(text, headers, secret))).toEqual(theirs);
  });

  it('says 401, and does not work with no secret at all', () => {
    expect(() => verifyWebhook(body, {}, secret)).toThrow(
      expect.objectContaining({ status: 401, code: 'unauthorized' }) as Error,
    );
    expect(() => verifyWebhook(body, signed(), '')).toThrow(TypeError);
  });
});
