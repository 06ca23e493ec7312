import type { KnowledgeDocument, LeadImport } from '@allo/contracts/http';
import { createSystemClock } from '@allo/kernel';
import type { ApiClient } from './api-client.ts';

const clock = createSystemClock();

/** What was brought along while something else was measured. */
export interface BackgroundDone {
  imports: number;
  documents: number;
  /** How long each took, from its upload to its end. */
  importS: number[];
  documentS: number[];
}

/** Imports lists of leads and uploads documents, one of each at a time, again and again until told to end. */
export async function runBackgroundLoad(
  client: ApiClient,
  order: { rows: number; documentBytes: number },
  signal: AbortSignal,
): Promise<BackgroundDone> {
  const { text } = await client.ask('POST', '/v1/knowledge-bases', {
    json: { name: `bench ${performance.now()}` },
  });
  const base = `/v1/knowledge-bases/${(JSON.parse(text) as { id: string }).id}/documents`;
  const again = async (one: (round: number) => Promise<void>): Promise<number[]> => {
    const tookS: number[] = [];
    while (!signal.aborted) {
      const startMs = performance.now();
      await one(tookS.length);
      tookS.push((performance.now() - startMs) / 1000);
    }
    return tookS;
  };
  const [importS, documentS] = await Promise.all([
    again(async (round) => {
      const bytes = leadFile(order.rows, round);
      const made = await client.ask('POST', '/v1/leads/import', { bytes, type: 'text/csv' });
      await settled<LeadImport>(client, `/v1/imports/${idOf(made.text)}`, ['done', 'failed']);
    }),
    again(async (round) => {
      const bytes = documentText(order.documentBytes, round);
      const made = await client.ask('POST', `${base}?name=bench${round}.txt`, { bytes, type: 'text/plain' });
      await settled<KnowledgeDocument>(client, `${base}/${idOf(made.text)}`, ['ready', 'failed']);
    }),
  ]);
  return { imports: importS.length, documents: documentS.length, importS, documentS };
}

const idOf = (text: string) => (JSON.parse(text) as { id: string }).id;

async function settled<T extends { status: string; errorCode: string | null }>(
  { ask }: ApiClient,
  path: string,
  ends: ReadonlyArray<T['status']>,
): Promise<void> {
  for (;;) {
    const { status, errorCode } = JSON.parse((await ask('GET', path)).text) as T;
    if (status === 'failed') throw new Error(`${path} failed: ${errorCode}`);
    if (ends.includes(status)) return;
    await clock.sleep(100);
  }
}

function leadFile(rows: number, round: number): Uint8Array {
  const stamp = `${performance.timeOrigin}-${round}`;
  const lines = Array.from({ length: rows }, (_, row) => {
    const phone = `+79${String((row * 7919 + round) % 1_000_000_000).padStart(9, '0')}`;
    return `Анна ${stamp} ${row},${phone}`;
  });
  return Buffer.from(`name,phone\n${lines.join('\n')}\n`);
}

function documentText(bytes: number, round: number): Uint8Array {
  const sentence = (n: number) =>
    `Правило ${round}-${n}: запись на услугу номер ${n % 97} открывается за ${n % 30} дней до приёма. `;
  const parts: string[] = [];
  for (let length = 0; length < bytes; length += Buffer.byteLength(parts.at(-1) as string))
    parts.push(sentence(parts.length));
  return Buffer.from(parts.join(''));
}
