export * from './openai/index.ts';
export { type AdapterParts, standInHarness } from './openai/adapter-harness.ts';
export { startStandInProcess } from './openai/stand-in-process.ts';
