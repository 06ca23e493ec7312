import type { CallSummary } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { mergeLiveCall } from './merge-live-call.ts';

const call = (id: string, second: number, over: Partial<CallSummary> = {}) =>
  ({
    id,
    agentId: 'lidia',
    state: 'active',
    startedAt: `2026-01-01T10:00:0${second}Z`,
    ...over,
  }) as CallSummary;
const list = (...items: CallSummary[]): Parameters<typeof mergeLiveCall>[0] => ({
  pages: [{ items, nextCursor: null }],
  pageParams: [''],
});
const ids = (data: ReturnType<typeof list>) => data.pages.flatMap((page) => page.items.map((one) => one.id));

describe('mergeLiveCall', () => {
  it('a new call / fits the filter / comes on top', () => {
    expect(ids(mergeLiveCall(list(call('a', 1)), call('b', 2), {}))).toEqual(['b', 'a']);
  });
  it('a new call / the list is empty / becomes its first', () => {
    expect(ids(mergeLiveCall(list(), call('b', 2), {}))).toEqual(['b']);
  });
  it('a new call / of another agent / is left out', () => {
    expect(ids(mergeLiveCall(list(call('a', 1)), call('b', 2), { agentId: 'salon' }))).toEqual(['a']);
  });
  it('a listed call / changed / is replaced where it stands', () => {
    const merged = mergeLiveCall(list(call('b', 2), call('a', 1)), call('a', 1, { state: 'completed' }), {});
    expect(merged.pages[0]?.items.map((one) => one.state)).toEqual(['active', 'completed']);
  });
  it('a listed call / fits the filter no more / leaves', () => {
    const done = call('a', 1, { state: 'completed' });
    expect(ids(mergeLiveCall(list(call('b', 2), call('a', 1)), done, { state: 'active' }))).toEqual(['b']);
  });
  it('an older call that is not read yet / changes / does not jump to the top', () => {
    expect(ids(mergeLiveCall(list(call('b', 2)), call('a', 1), {}))).toEqual(['b']);
  });
});
