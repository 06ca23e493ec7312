import assert from 'node:assert/strict';
import type { ProviderErrorCode } from '@allo/contracts/ports';
import type { Behaviour } from './conformance-case.ts';

/** What each fault must be called, and whether trying again may help. */
export const faultTable: ReadonlyArray<{
  behaviour: Behaviour;
  code: ProviderErrorCode;
  retryable: boolean;
}> = [
  { behaviour: 'hang', code: 'provider_timeout', retryable: true },
  { behaviour: 'hang-midway', code: 'provider_timeout', retryable: true },
  { behaviour: 'reset-midway', code: 'provider_unreachable', retryable: true },
  { behaviour: 'unreachable', code: 'provider_unreachable', retryable: true },
  { behaviour: 'server-error', code: 'provider_unreachable', retryable: true },
  { behaviour: 'rejected', code: 'provider_rejected', retryable: false },
  { behaviour: 'rate-limited', code: 'rate_limited', retryable: true },
  { behaviour: 'garbage', code: 'provider_garbage', retryable: true },
  { behaviour: 'empty', code: 'provider_garbage', retryable: true },
];

type AnyPart = { type: string; turnId: string; code?: string; retryable?: boolean; detail?: string };

/** One error, last, named rightly, and silent about what was said. */
export function assertEndsInError(
  parts: readonly AnyPart[],
  expected: { turnId: string; code: ProviderErrorCode; retryable: boolean; secrets?: readonly string[] },
): void {
  const errors = parts.filter((part) => part.type === 'error');
  assert.equal(errors.length, 1, `one error part, got ${JSON.stringify(parts.map((part) => part.type))}`);
  const last = parts.at(-1);
  assert.equal(last?.type, 'error', 'nothing comes after the error');
  assert.equal(last?.code, expected.code, `detail: ${last?.detail}`);
  assert.equal(last?.retryable, expected.retryable, 'retryable');
  assertTurnIds(parts, expected.turnId);
  for (const secret of expected.secrets ?? []) {
    assert.ok(!last?.detail?.includes(secret), 'the detail for the log repeats what was said');
  }
}

export function assertTurnIds(parts: readonly AnyPart[], turnId: string): void {
  for (const part of parts) assert.equal(part.turnId, turnId, `${part.type} carries its turn`);
}
