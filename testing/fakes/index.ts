export { createEnergyVoiceActivity } from './energy-voice-activity.ts';
export { createMemoryObjectStore, type MemoryObjectStore } from './memory-object-store.ts';
export { createScriptedLanguageModel, type FakeModelOptions } from './scripted-language-model.ts';
export { createWordSpeechToText, type FakeSttOptions } from './word-speech-to-text.ts';
export {
  createStreamingWordRecogniser,
  type StreamingWordRecogniserOptions,
} from './streaming-word-recogniser.ts';
export { createWordVoice, type FakeVoiceOptions } from './word-voice.ts';
export { WordBook } from './word-audio.ts';
