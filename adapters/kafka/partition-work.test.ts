import { VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { PartitionWork } from './partition-work.ts';

describe('PartitionWork', () => {
  it('two partitions / each in order, beside one another', async () => {
    const clock = new VirtualClock();
    const work = new PartitionWork(100);
    const done: string[] = [];
    for (const [partition, name, ms] of [
      [0, 'a1', 30],
      [0, 'a2', 10],
      [1, 'b1', 5],
      [1, 'b2', 5],
    ] as const) {
      await work.add(partition, async () => {
        await clock.sleep(ms);
        done.push(`${name}@${clock.now()}`);
      });
    }
    const settled = work.settled();
    await clock.advance(100);
    await settled;
    expect(done).toEqual(['b1@5', 'b2@10', 'a1@30', 'a2@40']);
  });

  it('as much waiting as it may / the reader waits for room', async () => {
    const clock = new VirtualClock();
    const work = new PartitionWork(2);
    let added = 0;
    const reading = (async () => {
      for (let count = 0; count < 3; count++) {
        await work.add(0, () => clock.sleep(10));
        added += 1;
      }
    })();
    await clock.advance(0);
    expect(added).toBe(1);
    await clock.advance(30);
    await reading;
    await work.settled();
    expect(added).toBe(3);
  });
});
