export type { Behaviour, ConformanceCase, Harness, Subject } from './conformance-case.ts';
export { faultTable } from './provider-faults.ts';
export { realTimeSubject, virtualTimeSubject } from './subject-time.ts';
export { speechToTextCases, speechToTextKit, type SpeechToTextHarness } from './speech-to-text-kit.ts';
export { languageModelCases, languageModelKit, type LanguageModelHarness } from './language-model-kit.ts';
export { textToSpeechCases, textToSpeechKit } from './text-to-speech-kit.ts';
export { objectStoreCases, objectStoreKit, type ObjectStoreHarness } from './object-store-kit.ts';
export {
  voiceActivityCases,
  voiceActivityKit,
  type VoiceActivityHarness,
  type VoiceActivitySubject,
} from './voice-activity-kit.ts';
export type { NodeHarness, NodeSubject } from './node-subject.ts';
export { eventBusCases, eventBusKit } from './event-bus-kit.ts';
export { rateLimiterCases, rateLimiterKit } from './rate-limiter-kit.ts';
export { liveRegistryCases, liveRegistryKit } from './live-registry-kit.ts';
export { fanOutCases, fanOutKit } from './fan-out-kit.ts';
