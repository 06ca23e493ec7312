export {
  callEndings,
  outcomeKinds,
  skillbaseSchema,
  type CallEnding,
  type OutcomeKind,
  type Skillbase,
  type SkillbaseStep,
} from './skillbase.ts';
