import type { ObjectBody } from '@allo/contracts/ports';
import { bodyPieces } from '../objects/object-bytes.ts';
import { type ObjectSealer, type SealedHeader, segmentBytes } from './sealed-layout.ts';

/** The sealed form of a body, in pieces of a segment; holds one segment of it at a time. */
export async function* sealBody(
  body: ObjectBody,
  header: SealedHeader,
  sealer: ObjectSealer,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield header.bytes;
  const segment = Buffer.alloc(segmentBytes);
  let filled = 0;
  let index = 0;
  let total = 0;
  for await (const piece of bodyPieces(body)) {
    total += piece.length;
    for (let taken = 0; taken < piece.length; ) {
      const part = piece.subarray(taken, taken + segmentBytes - filled);
      segment.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < segmentBytes) continue;
      yield sealer.sealSegment(index++, segment);
      filled = 0;
    }
  }
  if (filled > 0) yield sealer.sealSegment(index, segment.subarray(0, filled));
  yield sealer.sealEnd(total);
}
