import type { SkillbaseStep } from '@allo/contracts/skillbase';

/** A condition without `equals` and `isFilled` asks that the field be filled; none at all always holds. */
export function conditionHolds(
  condition: SkillbaseStep['when'],
  fields: Readonly<Record<string, { value: string }>>,
): boolean {
  if (!condition) return true;
  const value = fields[condition.field]?.value;
  if (condition.equals !== undefined && value !== condition.equals) return false;
  if (condition.isFilled !== undefined) return (value !== undefined) === condition.isFilled;
  return condition.equals !== undefined || value !== undefined;
}
