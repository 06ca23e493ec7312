export { Hearing, type HearingEvent, type HearingOptions } from './hearing.ts';
export { type HearingTurn } from './turn-machine.ts';
export { isBackchannel } from './backchannel.ts';
export { endOfTurnWaitMs, type EndOfTurnPolicy, type Expectation } from './end-of-turn.ts';
