import { expect, it } from 'vitest';
import { RtpPortRange } from './rtp-port-range.ts';

it('RtpPortRange / even ports only, a returned one is lent last', () => {
  const ports = new RtpPortRange(10_001, 10_006);
  expect([ports.lend(), ports.lend()]).toEqual([10_002, 10_004]);
  ports.giveBack(10_002);
  expect([ports.lend(), ports.lend(), ports.lend()]).toEqual([10_006, 10_002, null]);
  expect(ports.free).toBe(0);
});

it.each([
  [10_001, 10_001],
  [20_000, 10_000],
  [0, 10],
  [65_000, 70_000],
  [Number.NaN, 10],
])('RtpPortRange %d-%d / refused', (from, to) => {
  expect(() => new RtpPortRange(from, to)).toThrow(/RTP_PORTS/);
});
