export { simulateCalls, type SimulatedCallOptions, type SimulatedCallResult } from './simulate.ts';
export { SimulatedCaller, type CallerStep } from './simulated-caller.ts';
export { story } from './story.ts';
