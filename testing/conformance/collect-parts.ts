import assert from 'node:assert/strict';
import { patienceMs, type Subject } from './conformance-case.ts';

/** Everything a stream gives until it ends. A stream that throws or does not end fails the case. */
export async function collectParts<Part>(
  subject: Subject<unknown>,
  stream: AsyncIterable<Part>,
  limitMs: number = patienceMs,
): Promise<Part[]> {
  const parts: Part[] = [];
  const read = async () => {
    for await (const part of stream) parts.push(part);
  };
  await subject.within(read(), limitMs);
  return parts;
}

/**
 * Reads until `isEnough`, aborts, and reads on: an aborted stream ends, soon and silently, and lets go of the far
 * side.
 */
export async function assertEndsAfterAbort<Part extends { type: string }>(
  subject: Subject<unknown>,
  stream: AsyncIterable<Part>,
  abort: AbortController,
  isEnough: (part: Part) => boolean,
): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await subject.within(iterator.next(), patienceMs);
    assert.ok(!next.done, 'the stream ended before it could be interrupted');
    if (isEnough(next.value)) break;
  }
  const pending = iterator.next();
  abort.abort();
  const late: string[] = [];
  const rest = async () => {
    for (let next = await pending; !next.done; next = await iterator.next()) late.push(next.value.type);
  };
  await subject.within(rest(), 1000);
  assert.deepEqual(late, [], 'parts after the abort');
  await assertLetsGo(subject);
}

/** The far side's request is over. */
export async function assertLetsGo(subject: Subject<unknown>): Promise<void> {
  for (let tries = 0; tries < 50 && (subject.requestsInHand?.() ?? 0) > 0; tries++) await subject.elapse(20);
  assert.equal(subject.requestsInHand?.() ?? 0, 0, 'the far side still has the request');
}
