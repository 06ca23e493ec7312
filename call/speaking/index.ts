export { PhraseCache } from './phrase-cache.ts';
export { Speaker, type Speech, type SpeakerEvent, type SpeakerOptions } from './speaker.ts';
export { splitClauses, splitText } from './clause-splitter.ts';
export { warmPhrases } from './warm-phrases.ts';
export { tone } from './tone.ts';
export { heardWords } from './heard-words.ts';
