import { ru } from './ru.ts';

export type FieldKey = keyof typeof ru.field;

/** The label of a collected field that most scenarios have; null for a scenario's own, which is shown as it is. */
export function fieldKey(name: string): FieldKey | null {
  return Object.hasOwn(ru.field, name) ? (name as FieldKey) : null;
}
