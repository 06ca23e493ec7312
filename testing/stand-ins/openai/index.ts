export { type OpenAiStandIn, type OpenAiStandInOptions, startOpenAiStandIn } from './openai-stand-in.ts';
export type { Failure, Fault, Route } from './faults.ts';
export type { Latency } from './latency.ts';
export type { RequestEntry } from './request-log.ts';
export type { ScriptedReply, ScriptInput } from './script.ts';
export { createSpokenVoice, type SpokenVoice } from './spoken-voice.ts';
export { PhraseRecogniser } from './phrase-recogniser.ts';
export { resample } from './resample.ts';
