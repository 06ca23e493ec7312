import { crc32 } from 'node:zlib';

/**
 * One entry of the journal as it lies on disk:
 *
 *     0        4        8
 *     | length | crc-32 | text in UTF-8, `length` bytes |
 *
 * Both numbers are little-endian. The sum is begun with the length, so that a length torn from its text is noticed; a
 * length of zero is none, so that a tail of zeros (a file grown before its data reached the disk) is no record.
 */
export const recordHeadBytes = 8;

export function encodeRecord(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const record = Buffer.allocUnsafe(recordHeadBytes + length);
  record.writeUInt32LE(length, 0);
  record.write(text, recordHeadBytes, 'utf8');
  record.writeUInt32LE(crc32(record.subarray(recordHeadBytes), length), 4);
  return record;
}

/** Where a whole record lies: `[start, end)`. */
export interface RecordPlace {
  start: number;
  end: number;
}

/** The first whole record that begins at or after `from`. What is damaged is passed over; null: nothing whole is left. */
export function findRecord(bytes: Buffer, from: number): RecordPlace | null {
  for (let start = from; start + recordHeadBytes < bytes.length; start++) {
    const length = bytes.readUInt32LE(start);
    const end = start + recordHeadBytes + length;
    if (length === 0 || end > bytes.length) continue;
    const sum = crc32(bytes.subarray(start + recordHeadBytes, end), length);
    if (sum === bytes.readUInt32LE(start + 4)) return { start, end };
  }
  return null;
}

export function recordText(bytes: Buffer, place: RecordPlace): string {
  return bytes.toString('utf8', place.start + recordHeadBytes, place.end);
}
