export { Hearing, type HearingEvent, type HearingOptions } from './hearing.ts';
export { type HearingTurn } from './turn-machine.ts';
export { isBackchannel } from './backchannel.ts';
export { type Expectation, type TurnCue, turnCues } from './turn-cues.ts';
export {
  createEndOfTurnPolicy,
  defaultPatience,
  endOfTurnWaitMs,
  type EndOfTurnPolicy,
  type Patience,
  type TurnFacts,
} from './end-of-turn.ts';
