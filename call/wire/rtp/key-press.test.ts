import { describe, expect, it } from 'vitest';
import { KeyPressReceiver } from './key-press-receiver.ts';
import { KeyPressSender } from './key-press-sender.ts';
import { parseTelephoneEvent, type TelephoneEvent, writeTelephoneEvent } from './telephone-event.ts';

const event = (code: number, duration: number, isEnd = false): TelephoneEvent => ({
  event: code,
  isEnd,
  volume: 10,
  duration,
});

function receiver() {
  const heard: string[] = [];
  const keys = new KeyPressReceiver((digit) => heard.push(digit));
  return { keys, heard };
}

describe('KeyPressReceiver', () => {
  it('a press with three end packets / told once, at the first of them', () => {
    const { keys, heard } = receiver();
    for (let n = 1; n <= 5; n++) keys.receive(1, 1000, event(5, n * 160));
    expect(heard).toEqual([]);
    keys.receive(1, 1000, event(5, 800, true));
    expect(heard).toEqual(['5']);
    keys.receive(1, 1000, event(5, 800, true));
    keys.receive(1, 1000, event(5, 800, true));
    expect(heard).toEqual(['5']);
  });

  it('all end packets lost / told when the next press begins', () => {
    const { keys, heard } = receiver();
    keys.receive(1, 1000, event(1, 160));
    keys.receive(1, 3000, event(2, 160));
    keys.receive(1, 3000, event(2, 320, true));
    expect(heard).toEqual(['1', '2']);
  });

  it('all end packets lost, audio goes on / told 100 ms behind the press, not during it', () => {
    const { keys, heard } = receiver();
    keys.receive(1, 1000, event(11, 160));
    keys.hearAudio(1, 1160);
    keys.receive(1, 1000, event(11, 1600));
    keys.hearAudio(1, 2600);
    expect(heard).toEqual([]);
    keys.hearAudio(1, 3500);
    keys.hearAudio(1, 3660);
    expect(heard).toEqual(['#']);
  });

  it('only an end packet arrived / still told', () => {
    const { keys, heard } = receiver();
    keys.receive(1, 1000, event(10, 800, true));
    expect(heard).toEqual(['*']);
  });

  it('a late repeat of the press before / not told again', () => {
    const { keys, heard } = receiver();
    keys.receive(1, 1000, event(1, 800, true));
    keys.receive(1, 3000, event(2, 160));
    keys.receive(1, 1000, event(1, 800, true));
    keys.receive(1, 3000, event(2, 800, true));
    expect(heard).toEqual(['1', '2']);
  });

  it('the same key twice, timestamps over the wrap, another SSRC with smaller numbers / each told', () => {
    const { keys, heard } = receiver();
    keys.receive(1, 0xfffffff0, event(7, 160, true));
    keys.receive(1, 0x00000400, event(7, 160, true));
    keys.receive(2, 5, event(7, 160, true));
    expect(heard).toEqual(['7', '7', '7']);
  });

  it('flash and other events that are no key / silent', () => {
    const { keys, heard } = receiver();
    keys.receive(1, 1000, event(16, 160, true));
    keys.receive(1, 2000, event(255, 160, true));
    expect(heard).toEqual([]);
  });
});

describe('telephone-event payload', () => {
  it('written and read / the same; too short / null', () => {
    const bytes = new Uint8Array(4);
    writeTelephoneEvent(bytes, event(15, 0xabcd, true));
    expect([...bytes]).toEqual([15, 0x8a, 0xab, 0xcd]);
    expect(parseTelephoneEvent(bytes)).toEqual(event(15, 0xabcd, true));
    expect(parseTelephoneEvent(bytes.subarray(0, 3))).toBeNull();
  });
});

describe('KeyPressSender', () => {
  it('one key / marker first, growing duration, three ends, a gap, silence about unknown keys', () => {
    const sender = new KeyPressSender(160);
    sender.enqueue('x5 ');
    const steps: string[] = [];
    for (let step = sender.next(); step; step = sender.next()) {
      const { event: sent, marker, sinceStart } = step;
      steps.push(
        sent
          ? `${sent.event} ${marker ? 'M' : '-'}${sent.isEnd ? 'E' : '-'} ${sent.duration} @${sinceStart}`
          : 'gap',
      );
    }
    expect(steps).toEqual([
      '5 M- 160 @0',
      '5 -- 320 @160',
      '5 -- 480 @320',
      '5 -- 640 @480',
      '5 -- 800 @640',
      '5 -- 960 @800',
      '5 -- 1120 @960',
      '5 -- 1280 @1120',
      '5 -E 1280 @1280',
      '5 -E 1280 @1440',
      '5 -E 1280 @1600',
      'gap',
      'gap',
      'gap',
      'gap',
    ]);
    expect(sender.isActive).toBe(false);
  });

  it('what one side sends, the other hears, even when two of three packets are lost', () => {
    const sender = new KeyPressSender(160);
    const { keys, heard } = receiver();
    sender.enqueue('0123456789*#abcd');
    let timestamp = 0xfffff000;
    for (let n = 0, step = sender.next(); step; n++, step = sender.next()) {
      if (step.event && n % 3 === 0) keys.receive(1, (timestamp - step.sinceStart) >>> 0, step.event);
      timestamp = (timestamp + 160) >>> 0;
    }
    expect(heard.join('')).toBe('0123456789*#ABCD');
  });
});
