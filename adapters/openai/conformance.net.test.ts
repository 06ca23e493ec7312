import { languageModelKit, speechToTextKit, textToSpeechKit } from '@allo/testing/conformance';
import { standInHarness } from '@allo/testing/stand-ins';
import { afterAll } from 'vitest';
import { createOpenAiChat, createOpenAiSpeech, createOpenAiTranscription } from './index.ts';

const text = 'Запишите меня на завтра, Ёлкина';
const spoken = Int16Array.from({ length: 16_000 }, (_, index) =>
  Math.round(8000 * Math.sin((2 * Math.PI * 300 * index) / 16_000)),
);

const transcription = standInHarness((parts) => createOpenAiTranscription({ ...parts, model: 'stand-in' }), {
  transcripts: Array<string>(9).fill(text),
});
const chat = standInHarness((parts) => createOpenAiChat({ ...parts, model: 'stand-in' }), {
  markers: ['<<', '>>'],
  rules: [
    { match: 'запиши ёлку', reply: { toolCalls: [{ name: 'book', arguments: { name: 'Ёлка' } }] } },
    { match: 'воскресенье', reply: 'Да, в воскресенье мы работаем с десяти до шести.' },
  ],
});
const speech = standInHarness((parts) => createOpenAiSpeech({ ...parts, model: 'stand-in', voice: 'alloy' }));

afterAll(async () => {
  for (const harness of [transcription, chat, speech]) await harness.close();
});

speechToTextKit('OpenAI transcription', {
  ...transcription,
  utterance: { pcm: spoken, sampleRateHz: 16_000, language: 'ru' },
  text,
});

languageModelKit('OpenAI chat', {
  ...chat,
  echo: (words) => [
    { role: 'system', content: `Скажи: <<${words}>>` },
    { role: 'user', content: 'Что?' },
  ],
  callTool: () => [{ role: 'user', content: 'Запиши ёлку' }],
});

textToSpeechKit('OpenAI speech', speech);
