import { ru } from '../../i18n/ru.ts';

export type ActionKey = keyof typeof ru.audit.action;

/** The key of an action's words; null for one this console does not know yet, which is shown as it is. */
export function actionKey(action: string): ActionKey | null {
  const key = action.replace('.', '_');
  return Object.hasOwn(ru.audit.action, key) ? (key as ActionKey) : null;
}

/** A value of a difference, for people. */
export function shownValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
