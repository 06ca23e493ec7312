import { describe, expect, it } from 'vitest';
import { SourceLatch } from './source-latch.ts';

const named = { address: '192.0.2.1', port: 4000 };
const behindNat = { address: '198.51.100.7', port: 61000 };
const stranger = { address: '203.0.113.9', port: 5555 };
const from = (latch: SourceLatch, { address, port }: typeof named) => latch.accept(address, port);

describe('SourceLatch', () => {
  it('the source SDP names / heard, and answered before it spoke', () => {
    const latch = new SourceLatch(named);
    expect(latch.destination).toEqual(named);
    expect(from(latch, named)).toBe(true);
  });

  it('a caller behind NAT / the first valid source is answered; a second one is refused', () => {
    const latch = new SourceLatch(named);
    expect(from(latch, behindNat)).toBe(true);
    expect(latch.destination).toEqual(behindNat);
    expect(from(latch, stranger)).toBe(false);
    expect(latch.destination).toEqual(behindNat);
  });

  it('the named source speaks up before the lock / preferred to whoever came first', () => {
    const latch = new SourceLatch(named);
    from(latch, stranger);
    expect(from(latch, named)).toBe(true);
    expect(from(latch, stranger)).toBe(false);
    expect(latch.destination).toEqual(named);
  });

  it('locked after ten packets / not even the named source moves it', () => {
    const latch = new SourceLatch(named);
    for (let n = 0; n < 10; n++) from(latch, behindNat);
    expect(latch.isLocked).toBe(true);
    expect(from(latch, named)).toBe(false);
    expect(from(latch, { ...behindNat, port: behindNat.port + 1 })).toBe(false);
  });

  it('re-INVITE with the same address / answers the old source until another one is learnt', () => {
    const latch = new SourceLatch(named);
    for (let n = 0; n < 10; n++) from(latch, behindNat);
    latch.expect(named);
    expect(latch.destination).toEqual(behindNat);
    expect(from(latch, { ...behindNat, port: 62000 })).toBe(true);
    expect(latch.destination?.port).toBe(62000);
  });

  it('re-INVITE with another address / answered there at once', () => {
    const latch = new SourceLatch(named);
    for (let n = 0; n < 10; n++) from(latch, named);
    latch.expect(behindNat);
    expect(latch.destination).toEqual(behindNat);
  });

  it('SDP without an address / nothing is sent until someone speaks', () => {
    const latch = new SourceLatch({ address: '0.0.0.0', port: 4000 });
    expect(latch.destination).toBeNull();
    expect(latch.accept('192.0.2.1', 0)).toBe(false);
    expect(from(latch, behindNat)).toBe(true);
    expect(latch.destination).toEqual(behindNat);
    expect(new SourceLatch({ address: '192.0.2.1', port: 0 }).destination).toBeNull();
  });
});
