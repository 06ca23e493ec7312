import { describe, expect, it } from 'vitest';
import { HeardAudio } from './heard-audio.ts';
import { readRtpDatagram, writeRtpDatagram } from './rtp-datagram.ts';

const frame = (value: number) => new Int16Array(160).fill(value);

/** Feeds `[sequence, atMs]` pairs; timestamps follow the sequence. */
function hear(packets: Array<[number, number]>): HeardAudio {
  const heard = new HeardAudio();
  for (const [sequence, atMs] of packets) {
    const timestamp = ((sequence & 0xffff) * 160) >>> 0;
    const datagram = {
      payloadType: 8,
      marker: false,
      sequence,
      timestamp,
      ssrc: 1,
      payload: Buffer.alloc(160),
    };
    heard.add(datagram, frame(sequence), atMs);
  }
  return heard;
}

describe('HeardAudio', () => {
  it('a lost packet / is a gap of silence and counted', () => {
    const heard = hear([
      [1, 0],
      [2, 20],
      [4, 60],
    ]);
    expect(Array.from(heard.pcm().filter((_, index) => index % 160 === 0))).toEqual([1, 2, 0, 4]);
    expect(heard.statistics()).toMatchObject({ packets: 3, lost: 1, duplicates: 0, pacingMs: { max: 0 } });
  });

  it('a late and a doubled packet / are put in place and told apart', () => {
    const heard = hear([
      [1, 0],
      [3, 40],
      [2, 45],
      [3, 46],
    ]);
    expect(Array.from(heard.pcm().filter((_, index) => index % 160 === 0))).toEqual([1, 2, 3]);
    expect(heard.statistics()).toMatchObject({ lost: 0, duplicates: 1 });
  });

  it('unpunctual packets / show in the pacing', () => {
    expect(
      hear([
        [1, 0],
        [2, 27],
        [3, 40],
      ]).statistics().pacingMs,
    ).toMatchObject({ max: 7 });
  });
});

describe('readRtpDatagram', () => {
  it('reads what was written, and skips contributors, extension and padding', () => {
    const written = {
      payloadType: 101,
      marker: true,
      sequence: 65_535,
      timestamp: 0xfffffff0,
      ssrc: 7,
      payload: Buffer.from('abcd'),
    };
    expect(readRtpDatagram(writeRtpDatagram(written))).toEqual(written);
    const head = Buffer.from([0xb1, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9, 9, 9, 0, 0, 0, 1, 8, 8, 8, 8]);
    const padded = Buffer.concat([head, Buffer.from('xy'), Buffer.from([0, 2])]);
    expect(readRtpDatagram(padded)?.payload.toString()).toBe('xy');
  });

  it.each(['', '80', '400800010000000200000003', '8f0800010000000200000003', 'a008000100000002000000ff'])(
    'bytes that are no RTP / give null',
    (hex) => {
      expect(readRtpDatagram(Buffer.from(hex, 'hex'))).toBeNull();
    },
  );
});
