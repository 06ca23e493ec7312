export { createOpenAiChat, type OpenAiChatOptions } from './openai-chat.ts';
export { createOpenAiSpeech, type OpenAiSpeechOptions } from './openai-speech.ts';
export { createOpenAiTranscription, type OpenAiTranscriptionOptions } from './openai-transcription.ts';
export type { OpenAiOptions } from './openai-options.ts';
export type { Deadlines } from './exchange.ts';
