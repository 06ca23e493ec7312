import { ru } from './ru.ts';

export type EndReasonKey = keyof typeof ru.endReason;

/** The text for a reason a call ended for; null for a reason of a scenario's own, which is shown as it is. */
export function endReasonKey(reason: string): EndReasonKey | null {
  const key = reason.replaceAll('_', '-');
  return Object.hasOwn(ru.endReason, key) ? (key as EndReasonKey) : null;
}
