export {
  type CallerAtWire,
  simulateCalls,
  type SimulatedCallOptions,
  type SimulatedCallResult,
} from './simulate.ts';
export { SimulatedCaller, type CallerStep } from './simulated-caller.ts';
export { story } from './story.ts';
export {
  createCallerPlan,
  type CallerPlan,
  type CallerPlanOptions,
  type PlannedStretch,
  type TurnPlan,
} from './turns/create-turns.ts';
export { gaussian, publishedCutOff } from './turns/pause-lengths.ts';
export { type RecogniserPace, runTurns, type RunTurnsOptions, type TurnOutcome } from './turns/run-turns.ts';
export { AnsweringCaller, type AnsweringCallerOptions, type SaidTurn } from './turns/answering-caller.ts';
