export {
  outcomeKinds,
  skillbaseSchema,
  type OutcomeKind,
  type Skillbase,
  type SkillbaseStep,
} from './skillbase.ts';
