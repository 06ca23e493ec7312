import { createHash } from 'node:crypto';
import type { AuditRow } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';

/** Stands before the first entry of a chain. */
export const firstPrevHash = '0'.repeat(64);

/** SHA-256, hex, over everything the entry says and the hash of the one before it. */
export function auditHash({ hash: _, ...entry }: Omit<AuditRow, 'hash'> & { hash?: string }): string {
  const said = canonicalJson({ ...entry, at: entry.at.toISOString() });
  return createHash('sha256').update(said).digest('hex');
}
