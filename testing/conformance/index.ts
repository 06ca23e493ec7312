export type { Behaviour, ConformanceCase, Harness, Subject } from './conformance-case.ts';
export { faultTable } from './provider-faults.ts';
export { realTimeSubject, virtualTimeSubject } from './subject-time.ts';
export { speechToTextCases, speechToTextKit, type SpeechToTextHarness } from './speech-to-text-kit.ts';
export { languageModelCases, languageModelKit, type LanguageModelHarness } from './language-model-kit.ts';
export { textToSpeechCases, textToSpeechKit } from './text-to-speech-kit.ts';
export {
  voiceActivityCases,
  voiceActivityKit,
  type VoiceActivityHarness,
  type VoiceActivitySubject,
} from './voice-activity-kit.ts';
