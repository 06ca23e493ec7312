export { createScenario } from './create-scenario.ts';
export { parseSkillbase } from './parse-skillbase.ts';
export { writeSkillbase } from './write-skillbase.ts';
export { classifyOutcome, type Outcome } from './classify-outcome.ts';
export type { CollectedValue, ScenarioState } from './state.ts';
