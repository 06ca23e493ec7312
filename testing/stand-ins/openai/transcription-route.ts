import type { PacedReply } from './paced-reply.ts';
import type { PhraseRecogniser } from './phrase-recogniser.ts';
import type { Script } from './script.ts';
import { wavSamples } from './wav-samples.ts';

/**
 * `POST /audio/transcriptions`: English is recognised by the script's grammar if it has one; everything else is
 * heard as the next text of the script.
 */
export async function answerTranscription(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  script: Script,
  recogniser: PhraseRecogniser,
  reply: PacedReply,
): Promise<void> {
  const form = await formOf(body, contentType);
  const file = form?.get('file');
  if (!form || !(file instanceof File)) {
    reply.refuse(400, 'invalid_request_error', 'multipart field "file" is missing');
  }
  if (!form.get('model')) reply.refuse(400, 'invalid_request_error', 'multipart field "model" is missing');
  const audio = wavSamples(new Uint8Array(await file.arrayBuffer()));
  if (!audio) reply.refuse(400, 'invalid_request_error', 'the file is no 16-bit WAV');
  const language = form.get('language');
  const { grammar } = script;
  const isRecognised = language === 'en' && grammar !== null;
  const text = isRecognised
    ? await recogniser.recognise(audio.pcm, audio.sampleRateHz, grammar).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : 'recogniser failed';
        reply.refuse(500, 'recogniser_failed', message);
      })
    : script.nextTranscript();
  Object.assign(reply.entry.facts, {
    language,
    prompt: form.get('prompt'),
    sampleRateHz: audio.sampleRateHz,
    audioMs: Math.round((audio.pcm.length * 1000) / audio.sampleRateHz),
    text,
    isRecognised,
  });
  await reply.begin({ 'content-type': 'application/json; charset=utf-8' });
  await reply.write(JSON.stringify({ text }));
  await reply.end();
}

async function formOf(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    return null;
  }
}
