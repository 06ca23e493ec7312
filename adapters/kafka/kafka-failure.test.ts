import { AppError } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { hasApiError, isRefusal, kafkaDetail, toBusError } from './kafka-failure.ts';

/** As the library nests them: an attempt that failed several times, each with what the broker said. */
const nested = (apiId: string) => ({
  message: 'produce failed 3 times.',
  code: 'PLT_KFK_MULTIPLE',
  errors: [{ message: 'Received response with error', errors: [{ apiId, message: 'said the broker' }] }],
});

describe('a failure of the brokers', () => {
  it('deep inside / is found', () => {
    expect(hasApiError(nested('TOPIC_ALREADY_EXISTS'), 'TOPIC_ALREADY_EXISTS')).toBe(true);
    expect(hasApiError(nested('TOPIC_ALREADY_EXISTS'), 'NOT_COORDINATOR')).toBe(false);
    expect(kafkaDetail(nested('NOT_COORDINATOR'))).toContain('NOT_COORDINATOR');
  });

  it('that circles back to itself / ends', () => {
    const circle: { message: string; cause?: unknown } = { message: 'round' };
    circle.cause = circle;
    expect(kafkaDetail(circle)).toBe('round');
  });

  it.each(['SASL_AUTHENTICATION_FAILED', 'TOPIC_AUTHORIZATION_FAILED', 'GROUP_AUTHORIZATION_FAILED'])(
    '%s / is a refusal',
    (apiId) => {
      expect(isRefusal(nested(apiId))).toBe(true);
    },
  );

  it('a lost connection / is none, and may be tried again', () => {
    const lost = { code: 'PLT_KFK_NETWORK', message: 'Connection to 127.0.0.1:9092 failed.' };
    expect(isRefusal(lost)).toBe(false);
    expect(toBusError(lost)).toMatchObject({ code: 'unavailable', retryable: true });
  });

  it('a record too large / is for good', () => {
    expect(toBusError(nested('MESSAGE_TOO_LARGE'))).toMatchObject({ code: 'too_large', retryable: false });
  });

  it.each([null, undefined, 'text', 7])('%s thrown / is a failure like any other', (thrown) => {
    expect(toBusError(thrown)).toMatchObject({ code: 'unavailable' });
  });

  it('one of our own / stays itself', () => {
    const own = new AppError('unavailable', 'closed');
    expect(toBusError(own)).toBe(own);
  });
});
