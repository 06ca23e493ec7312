export { createEspeakSpeech, type EspeakSpeech, type EspeakSpeechOptions } from './espeak-speech.ts';
export { isEspeakInstalled } from './is-espeak-installed.ts';
