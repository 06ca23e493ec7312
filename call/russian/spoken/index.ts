export {
  createSpokenRussian,
  createSpokenRussianStream,
  type SpokenRussian,
  type SpokenRussianOptions,
  type SpokenRussianStream,
} from './spoken-russian.ts';
export type { SpokenPiece } from './spoken-text.ts';
export { type GrammaticalCase, grammaticalCases } from './grammatical-case.ts';
export { sayCardinal } from './say-cardinal.ts';
export { sayOrdinal, type OrdinalGender } from './say-ordinal.ts';
export { sayFraction } from './say-decimal.ts';
export { markStress, type StressNotation } from './pronunciation.ts';
