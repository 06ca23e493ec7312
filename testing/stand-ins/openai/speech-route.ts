import { z } from 'zod';
import type { PacedReply } from './paced-reply.ts';
import type { SpokenVoice } from './spoken-voice.ts';

const requestSchema = z.object({
  model: z.string().min(1),
  input: z.string().min(1).max(4096),
  voice: z.string().min(1),
  response_format: z.enum(['pcm', 'wav']).default('wav'),
  speed: z.number().min(0.25).max(4).optional(),
});

const outputRateHz = 24_000;
const chunkSamples = outputRateHz / 10;

/** `POST /audio/speech`: really spoken, 24 kHz, in pieces of 100 ms. */
export async function answerSpeech(body: unknown, voice: SpokenVoice, reply: PacedReply): Promise<void> {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) reply.refuse(400, 'invalid_request_error', z.prettifyError(parsed.error));
  const { input, response_format: format } = parsed.data;
  const named = /^(ru|en)/.test(parsed.data.voice) ? parsed.data.voice : undefined;
  const pcm = await voice.speak(input, outputRateHz, named);
  reply.entry.facts['characters'] = Array.from(input).length;
  reply.entry.facts['audioMs'] = Math.round((pcm.length * 1000) / outputRateHz);
  await reply.begin({ 'content-type': format === 'pcm' ? 'audio/pcm' : 'audio/wav' });
  if (format === 'wav') await reply.write(streamedWavHeader());
  for (let start = 0; start < pcm.length; start += chunkSamples) {
    await reply.write(littleEndian(pcm.subarray(start, start + chunkSamples)));
  }
  await reply.end();
}

function littleEndian(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < pcm.length; i++) view.setInt16(i * 2, pcm[i] as number, true);
  return bytes;
}

/** Lengths are unknown when streaming starts; servers write the largest there is. */
function streamedWavHeader(): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(0xffff_ffff, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(outputRateHz, 24);
  header.writeUInt32LE(outputRateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(0xffff_ffff, 40);
  return header;
}
