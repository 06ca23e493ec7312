import { languageModelKit, speechToTextKit, textToSpeechKit } from '@allo/testing/conformance';
import { standInHarness } from '@allo/testing/stand-ins';
import { createOpenAiChat, createOpenAiSpeech, createOpenAiTranscription } from './index.ts';

const spoken = Int16Array.from({ length: 16_000 }, (_, index) =>
  Math.round(8000 * Math.sin((2 * Math.PI * 300 * index) / 16_000)),
);

speechToTextKit('OpenAI transcription', {
  ...standInHarness(
    (parts) => createOpenAiTranscription({ ...parts, model: 'stand-in' }),
    (standIn) => standIn.setScript({ transcripts: Array<string>(9).fill('Запишите меня на завтра, Ёлкина') }),
  ),
  utterance: { pcm: spoken, sampleRateHz: 16_000, language: 'ru' },
  text: 'Запишите меня на завтра, Ёлкина',
});

languageModelKit('OpenAI chat', {
  ...standInHarness(
    (parts) => createOpenAiChat({ ...parts, model: 'stand-in' }),
    (standIn) =>
      standIn.setScript({
        markers: ['<<', '>>'],
        rules: [
          { match: 'запиши ёлку', reply: { toolCalls: [{ name: 'book', arguments: { name: 'Ёлка' } }] } },
          { match: 'воскресенье', reply: 'Да, в воскресенье мы работаем с десяти до шести.' },
        ],
      }),
  ),
  echo: (text) => [
    { role: 'system', content: `Скажи: <<${text}>>` },
    { role: 'user', content: 'Что?' },
  ],
  callTool: () => [{ role: 'user', content: 'Запиши ёлку' }],
});

textToSpeechKit(
  'OpenAI speech',
  standInHarness((parts) => createOpenAiSpeech({ ...parts, model: 'stand-in', voice: 'alloy' })),
);
