export * from './openai/index.ts';
export { type AdapterParts, standInHarness } from './openai/adapter-harness.ts';
