import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { BusRecord, EventBus, EventTopic } from '@allo/contracts/ports';
import { type ConformanceCase, registerCases } from './conformance-case.ts';
import { eventually, nodeCase, type NodeHarness, type NodeSubject } from './node-subject.ts';

type Subject = NodeSubject<EventBus>;

/** Registers the conformance cases of an event bus with vitest. */
export function eventBusKit(name: string, harness: NodeHarness<EventBus>): void {
  registerCases(name, eventBusCases(harness));
}

/** The claims every {@link EventBus} must keep. The server may hold records of earlier cases: each looks at its own. */
export function eventBusCases(harness: NodeHarness<EventBus>): ConformanceCase[] {
  const on = (name: string, check: (subject: Subject) => Promise<void>) => nodeCase(harness, name, check);
  return [
    on('records of many keys / all arrive whole, each key in order', arriveInOrder),
    on('two groups / each gets everything', servesEveryGroup),
    on('two consumers of a group / share the records', sharesWithinGroup),
    on('a handler that fails / gets the record again, its key waits', redeliversInOrder),
    on('a group that was away / goes on where it stopped', resumesGroup),
    on('an event published twice / is handled once', recognisesDuplicates),
    on('two topics / do not mix', keepsTopicsApart),
    on('strange keys and values / come out as they went in', keepsValues),
    on('a closed subscription / finished its work and takes no more', closesCleanly),
    on('a closed bus / refuses, retryably, and closes again', refusesWhenClosed),
    ...(harness.hasNodes ? [on('another node / reads what this one published', crossesNodes)] : []),
  ];
}

const patienceMs = 60_000;

class Story {
  readonly #run = randomUUID();
  #position = 0;

  group(name = 'readers'): string {
    return `${name}-${this.#run}`;
  }

  records(key: string, count: number): BusRecord[] {
    return Array.from({ length: count }, (_, index) => this.record(key, { number: index }));
  }

  record(key: string, value: unknown): BusRecord {
    return {
      orgId: '01900000-0000-7000-8000-000000000001' as OrgId,
      key: `${this.#run}/${key}`,
      eventId: randomUUID(),
      position: ++this.#position,
      value,
    };
  }

  isOwn(record: BusRecord): boolean {
    return record.key.startsWith(this.#run);
  }
}

async function listen(
  subject: Subject,
  story: Story,
  options: { bus?: EventBus; topic?: EventTopic; group?: string; take?: (record: BusRecord) => void } = {},
) {
  const { bus = subject.adapter, topic = 'call-events', group = story.group(), take } = options;
  const got: BusRecord[] = [];
  const consuming = bus.consume(topic, group, async (record) => {
    if (!story.isOwn(record)) return;
    take?.(record);
    got.push(record);
  });
  const subscription = await subject.within(consuming, patienceMs);
  return { got, close: () => subject.within(subscription.close(), patienceMs) };
}

function publish(subject: Subject, records: BusRecord[], topic: EventTopic = 'call-events'): Promise<void> {
  return subject.within(subject.adapter.publish(topic, records), patienceMs);
}

const idsOf = (records: readonly BusRecord[], key?: string): string[] =>
  records.filter((record) => key === undefined || record.key === key).map(({ eventId }) => eventId);

/** Duplicates are allowed anywhere; the first time each was seen counts. */
const firstSeen = (records: readonly BusRecord[], key?: string): string[] => [
  ...new Set(idsOf(records, key)),
];

async function arriveInOrder(subject: Subject): Promise<void> {
  const story = new Story();
  const { got } = await listen(subject, story);
  const keys = ['a', 'b', 'c', 'd', 'e'].map((key) => story.records(key, 20));
  const mixed = Array.from(
    { length: 100 },
    (_, index) => keys[index % 5]?.[Math.floor(index / 5)] as BusRecord,
  );
  for (let start = 0; start < mixed.length; start += 30)
    await publish(subject, mixed.slice(start, start + 30));
  await eventually(subject, () => firstSeen(got).length === 100, 'a hundred records arrived');
  for (const records of keys) {
    const key = records[0]?.key as string;
    assert.deepEqual(firstSeen(got, key), idsOf(records), 'the order of a key');
  }
  const byId = new Map(got.map((record) => [record.eventId, record]));
  for (const record of mixed) assert.deepEqual(byId.get(record.eventId), record);
}

async function servesEveryGroup(subject: Subject): Promise<void> {
  const story = new Story();
  const one = await listen(subject, story, { group: story.group('one') });
  const two = await listen(subject, story, { group: story.group('two') });
  const records = story.records('k', 10);
  await publish(subject, records);
  for (const { got } of [one, two]) {
    await eventually(subject, () => firstSeen(got).length === 10, 'each group has all');
    assert.deepEqual(firstSeen(got), idsOf(records));
  }
}

async function sharesWithinGroup(subject: Subject): Promise<void> {
  const story = new Story();
  const one = await listen(subject, story);
  const two = await listen(subject, story);
  const records = Array.from({ length: 40 }, (_, index) => story.record(`k${index}`, null));
  await publish(subject, records);
  const together = () => [...one.got, ...two.got];
  await eventually(subject, () => firstSeen(together()).length === 40, 'all were taken by somebody');
  assert.ok(one.got.length < 40 && two.got.length < 40, 'nobody took everything');
}

async function redeliversInOrder(subject: Subject): Promise<void> {
  const story = new Story();
  const records = story.records('k', 4);
  let failures = 0;
  const take = (record: BusRecord) => {
    if (record.eventId !== records[1]?.eventId || failures === 2) return;
    failures += 1;
    throw new Error('not yet');
  };
  const { got } = await listen(subject, story, { take });
  await publish(subject, records);
  await eventually(subject, () => firstSeen(got).length === 4, 'all were taken in the end');
  assert.equal(failures, 2);
  assert.deepEqual(firstSeen(got), idsOf(records));
}

async function resumesGroup(subject: Subject): Promise<void> {
  const story = new Story();
  const before = story.records('k', 5);
  const meanwhile = story.records('k', 5);
  const first = await listen(subject, story);
  await publish(subject, before);
  await eventually(subject, () => firstSeen(first.got).length === 5, 'the first five arrived');
  await first.close();
  await publish(subject, meanwhile);
  const second = await listen(subject, story);
  const arrived = () => meanwhile.every(({ eventId }) => idsOf(second.got).includes(eventId));
  await eventually(subject, arrived, 'what came while it was away');
  const fresh = firstSeen(second.got).filter((id) => !idsOf(before).includes(id));
  assert.deepEqual(fresh, idsOf(meanwhile));
}

async function recognisesDuplicates(subject: Subject): Promise<void> {
  const story = new Story();
  const { got } = await listen(subject, story);
  const records = story.records('k', 5);
  await publish(subject, records);
  await publish(subject, records);
  const last = story.record('k', 'last');
  await publish(subject, [last]);
  await eventually(subject, () => idsOf(got).includes(last.eventId), 'the last one arrived');
  assert.deepEqual(idsOf(got), idsOf([...records, last]));
}

async function keepsTopicsApart(subject: Subject): Promise<void> {
  const story = new Story();
  const calls = await listen(subject, story);
  const tools = await listen(subject, story, { topic: 'tool-events' });
  const [call, tool] = [story.record('k', 'call'), story.record('k', 'tool')];
  await publish(subject, [tool], 'tool-events');
  await publish(subject, [call]);
  await eventually(subject, () => calls.got.length > 0 && tools.got.length > 0, 'both arrived');
  assert.deepEqual([calls.got, tools.got], [[call], [tool]]);
}

async function keepsValues(subject: Subject): Promise<void> {
  const story = new Story();
  const { got } = await listen(subject, story);
  const values = [
    null,
    '',
    0,
    [],
    { deep: { list: [1, { 'ключ "с" кавычками': 'Ёж 🦔\u0000' }] } },
    'щ'.repeat(200_000),
  ];
  const records = values.map((value, index) => story.record(`ключ ${index}\n`, value));
  await publish(subject, records);
  await eventually(subject, () => firstSeen(got).length === values.length, 'all arrived');
  for (const record of records) {
    assert.deepEqual(
      got.find(({ eventId }) => eventId === record.eventId),
      record,
    );
  }
}

async function closesCleanly(subject: Subject): Promise<void> {
  const story = new Story();
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const seen: string[] = [];
  const handler = async (record: BusRecord) => {
    if (!story.isOwn(record)) return;
    seen.push('started');
    started.resolve();
    await finish.promise;
    seen.push('finished');
  };
  const consuming = subject.adapter.consume('call-events', story.group(), handler);
  const subscription = await subject.within(consuming, patienceMs);
  const published = subject.adapter.publish('call-events', story.records('k', 2)).catch(() => undefined);
  await subject.within(started.promise, patienceMs);
  const closed = subscription.close().then(() => seen.push('closed'));
  finish.resolve();
  await subject.within(Promise.all([closed, subscription.close()]), patienceMs);
  assert.deepEqual(seen, ['started', 'finished', 'closed']);
  await subject.elapse(200);
  assert.deepEqual(seen, ['started', 'finished', 'closed'], 'nothing after the close');
  await subject.adapter.close();
  await subject.within(published, patienceMs);
}

async function refusesWhenClosed(subject: Subject): Promise<void> {
  const story = new Story();
  await listen(subject, story);
  await subject.within(subject.adapter.close(), patienceMs);
  await subject.within(subject.adapter.close(), patienceMs);
  await assert.rejects(publish(subject, story.records('k', 1)), { retryable: true });
}

async function crossesNodes(subject: Subject): Promise<void> {
  const story = new Story();
  const bus = await subject.another?.();
  assert.ok(bus, 'there is another node');
  const { got } = await listen(subject, story, { bus });
  const records = story.records('k', 5);
  await publish(subject, records);
  await eventually(subject, () => firstSeen(got).length === 5, 'all arrived there');
  assert.deepEqual(firstSeen(got), idsOf(records));
}
