import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { FanOut, FanOutChannel } from '@allo/contracts/ports';
import { type ConformanceCase, registerCases } from './conformance-case.ts';
import { eventually, nodeCase, type NodeHarness, type NodeSubject } from './node-subject.ts';

type Subject = NodeSubject<FanOut>;

/** Registers the conformance cases of the news between nodes with vitest. */
export function fanOutKit(name: string, harness: NodeHarness<FanOut>): void {
  registerCases(name, fanOutCases(harness));
}

/** The claims every {@link FanOut} must keep. */
export function fanOutCases(harness: NodeHarness<FanOut>): ConformanceCase[] {
  const on = (name: string, check: (subject: Subject) => Promise<void>) => nodeCase(harness, name, check);
  return [
    on('every listener / hears everything once, in order', hearsInOrder),
    on('another channel or organisation / hears nothing', keepsChannelsApart),
    on('a listener that left / hears nothing more', stopsWhenLeft),
    on('a listener that throws / disturbs nobody', survivesListeners),
    on('a message that is not JSON / does not throw', survivesMessages),
    ...(harness.hasNodes
      ? [
          on('another node / hears everything once, in order', crossesNodes),
          on('another organisation on another node / hears nothing', keepsNodesApart),
        ]
      : []),
  ];
}

const freshChannel = (name = 'calls'): FanOutChannel => ({ orgId: randomUUID() as OrgId, name });

async function listen(subject: Subject, channel: FanOutChannel, fanOut = subject.adapter) {
  const heard: unknown[] = [];
  const subscription = fanOut.subscribe(channel, (message) => heard.push(message));
  await subject.within(subscription.ready, 10_000);
  return { heard, close: () => subscription.close() };
}

const numbers = Array.from({ length: 50 }, (_, number) => ({ number, word: 'щука 🐟' }));

async function hearsInOrder(subject: Subject): Promise<void> {
  const channel = freshChannel();
  const [one, two] = [await listen(subject, channel), await listen(subject, channel)];
  for (const message of numbers) subject.adapter.publish(channel, message);
  for (const { heard } of [one, two])
    await eventually(subject, () => heard.length >= 50, 'everything was heard');
  await subject.elapse(100);
  assert.deepEqual([one.heard, two.heard], [numbers, numbers]);
}

async function keepsChannelsApart(subject: Subject): Promise<void> {
  const channel = freshChannel();
  const own = await listen(subject, channel);
  const others = [
    await listen(subject, { ...channel, name: 'leads' }),
    await listen(subject, freshChannel()),
    // A name that pretends to be another channel's whole key.
    await listen(subject, { orgId: channel.orgId, name: `x:fan-out:${channel.name}` }),
  ];
  subject.adapter.publish(channel, 'news');
  await eventually(subject, () => own.heard.length > 0, 'the channel itself hears');
  await subject.elapse(100);
  assert.deepEqual(
    others.map(({ heard }) => heard),
    [[], [], []],
  );
}

async function stopsWhenLeft(subject: Subject): Promise<void> {
  const channel = freshChannel();
  const [leaver, stayer] = [await listen(subject, channel), await listen(subject, channel)];
  leaver.close();
  leaver.close();
  subject.adapter.publish(channel, 1);
  await eventually(subject, () => stayer.heard.length === 1, 'who stays hears');
  assert.deepEqual(leaver.heard, []);
}

async function survivesListeners(subject: Subject): Promise<void> {
  const channel = freshChannel();
  subject.adapter.subscribe(channel, () => {
    throw new Error('boom');
  });
  const { heard } = await listen(subject, channel);
  subject.adapter.publish(channel, 1);
  subject.adapter.publish(channel, 2);
  await eventually(subject, () => heard.length === 2, 'the other hears both');
}

async function survivesMessages(subject: Subject): Promise<void> {
  const channel = freshChannel();
  const { heard } = await listen(subject, channel);
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  for (const message of [circular, 10n, undefined]) subject.adapter.publish(channel, message);
  subject.adapter.publish(channel, 'after');
  await eventually(subject, () => heard.includes('after'), 'the next one is heard');
}

async function crossesNodes(subject: Subject): Promise<void> {
  const channel = freshChannel();
  const there = await listen(subject, channel, await subject.another?.());
  const here = await listen(subject, channel);
  for (const message of numbers) subject.adapter.publish(channel, message);
  for (const { heard } of [here, there])
    await eventually(subject, () => heard.length >= 50, 'everything was heard');
  await subject.elapse(100);
  assert.deepEqual([here.heard, there.heard], [numbers, numbers]);
}

async function keepsNodesApart(subject: Subject): Promise<void> {
  const channel = freshChannel();
  const other = await subject.another?.();
  const stranger = await listen(subject, freshChannel(), other);
  const friend = await listen(subject, channel, other);
  subject.adapter.publish(channel, 'news');
  await eventually(subject, () => friend.heard.length === 1, 'the channel itself hears');
  assert.deepEqual(stranger.heard, []);
}
