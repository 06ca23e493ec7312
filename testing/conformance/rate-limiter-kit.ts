import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RateLimiter } from '@allo/contracts/ports';
import { type ConformanceCase, registerCases } from './conformance-case.ts';
import { nodeCase, type NodeHarness, type NodeSubject } from './node-subject.ts';

type Subject = NodeSubject<RateLimiter>;

/** Registers the conformance cases of a rate limiter with vitest. */
export function rateLimiterKit(name: string, harness: NodeHarness<RateLimiter>): void {
  registerCases(name, rateLimiterCases(harness));
}

/** The claims every {@link RateLimiter} must keep. */
export function rateLimiterCases(harness: NodeHarness<RateLimiter>): ConformanceCase[] {
  const on = (name: string, check: (subject: Subject) => Promise<void>) => nodeCase(harness, name, check);
  return [
    on('up to the limit / allowed, counted down, then refused', countsDown),
    on('the pause it names / is long enough, refusals cost nothing', allowsAfterReset),
    on('the window / slides, and holds exactly the limit', slides),
    on('two keys / do not disturb each other', keepsKeysApart),
    on('fifty at once / exactly the limit of them', countsConcurrent),
    ...(harness.hasNodes ? [on('two nodes / count together', countsAcrossNodes)] : []),
  ];
}

const freshKey = (): string => `org:01900000-0000-7000-8000-000000000001:${randomUUID()}`;
/** Longer than any case runs. */
const windowMs = 120_000;

async function countsDown({ adapter }: Subject): Promise<void> {
  const key = freshKey();
  for (const remaining of [2, 1, 0]) {
    const verdict = await adapter.take(key, { limit: 3, windowMs });
    assert.deepEqual([verdict.isAllowed, verdict.remaining], [true, remaining]);
    assert.ok(verdict.resetMs > 0 && verdict.resetMs <= windowMs, `resets in ${verdict.resetMs} ms`);
  }
  const refused = await adapter.take(key, { limit: 3, windowMs });
  assert.deepEqual([refused.isAllowed, refused.remaining], [false, 0]);
  assert.ok(refused.resetMs > 0 && refused.resetMs <= windowMs, `resets in ${refused.resetMs} ms`);
}

async function allowsAfterReset({ adapter, elapse }: Subject): Promise<void> {
  const key = freshKey();
  const limit = { limit: 1, windowMs: 500 };
  assert.equal((await adapter.take(key, limit)).isAllowed, true);
  let verdict = await adapter.take(key, limit);
  for (let refusal = 0; refusal < 5 && !verdict.isAllowed; refusal++)
    verdict = await adapter.take(key, limit);
  // A machine too busy to ask twice within the window proves nothing here.
  if (!verdict.isAllowed) {
    await elapse(verdict.resetMs + 1);
    assert.equal((await adapter.take(key, limit)).isAllowed, true);
  }
}

async function slides({ adapter, elapse, isTimeExact }: Subject): Promise<void> {
  if (!isTimeExact) return slidesInRealTime({ adapter, elapse });
  const key = freshKey();
  const limit = { limit: 3, windowMs: 1000 };
  const take = async () => (await adapter.take(key, limit)).isAllowed;
  assert.deepEqual([await take(), await take()], [true, true]);
  await elapse(600);
  assert.deepEqual([await take(), await take()], [true, false]);
  await elapse(399);
  assert.equal(await take(), false, 'a millisecond before the first two leave');
  await elapse(1);
  assert.deepEqual([await take(), await take(), await take()], [true, true, false]);
  await elapse(600);
  assert.deepEqual([await take(), await take()], [true, false], 'the third has left, alone');
}

/** Whatever the pauses of the machine: no stretch of a window's length holds more than the limit. */
async function slidesInRealTime({ adapter, elapse }: Pick<Subject, 'adapter' | 'elapse'>): Promise<void> {
  const key = freshKey();
  const limit = { limit: 3, windowMs: 300 };
  const allowed: Array<{ beforeMs: number; afterMs: number }> = [];
  const startMs = performance.now();
  while (performance.now() - startMs < 1500) {
    const beforeMs = performance.now();
    if ((await adapter.take(key, limit)).isAllowed) allowed.push({ beforeMs, afterMs: performance.now() });
    await elapse(20);
  }
  assert.ok(allowed.length > limit.limit, 'it allows again');
  allowed.forEach(({ beforeMs }, index) => {
    const fourth = allowed[index + limit.limit];
    if (fourth) assert.ok(fourth.afterMs - beforeMs > limit.windowMs - 2, 'four within one window');
  });
}

async function keepsKeysApart({ adapter }: Subject): Promise<void> {
  const [one, other] = [freshKey(), freshKey()];
  const limit = { limit: 1, windowMs };
  assert.equal((await adapter.take(one, limit)).isAllowed, true);
  assert.equal((await adapter.take(other, limit)).isAllowed, true);
  assert.equal((await adapter.take(one, limit)).isAllowed, false);
}

async function countsConcurrent({ adapter }: Subject): Promise<void> {
  const key = freshKey();
  const takes = Array.from({ length: 50 }, () => adapter.take(key, { limit: 20, windowMs }));
  const verdicts = await Promise.all(takes);
  assert.equal(verdicts.filter(({ isAllowed }) => isAllowed).length, 20);
}

async function countsAcrossNodes({ adapter, another }: Subject): Promise<void> {
  const other = await another?.();
  assert.ok(other, 'there is another node');
  const key = freshKey();
  const takes = Array.from({ length: 50 }, (_, index) =>
    (index % 2 === 0 ? adapter : other).take(key, { limit: 20, windowMs }),
  );
  const verdicts = await Promise.all(takes);
  assert.equal(verdicts.filter(({ isAllowed }) => isAllowed).length, 20);
}
