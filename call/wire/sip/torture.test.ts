import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMessage } from './message/index.ts';
import { createTestNetwork } from './test-network.ts';

const folder = new URL('../../../testing/fixtures/sip-torture/', import.meta.url);

interface Expectation {
  file: string;
  section: string;
  expected: number | 'response' | 'garbage';
}
const expectations = JSON.parse(readFileSync(new URL('expectations.json', folder), 'utf8')) as Expectation[];

/** Undoes the markup of RFC 4475 §2. */
function readTorture(file: string): Buffer {
  const text = readFileSync(new URL(file, folder), 'latin1')
    .replace(/<allOneLine>\n([\s\S]*?)\n<\/allOneLine>/g, (_, lines: string) => lines.replaceAll('\n', ''))
    .replace(/<repeat count=(\d+)>(.*?)<\/repeat>/g, (_, count: string, part: string) =>
      part.repeat(Number(count)),
    )
    .replaceAll('\n', '\r\n')
    .replace(/<hex>([0-9A-F]*)<\/hex>/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'));
  return Buffer.from(text, 'latin1');
}

describe('RFC 4475 torture messages', () => {
  it('covers every message of the RFC', () => {
    expect(expectations).toHaveLength(49);
  });

  for (const { file, section, expected } of expectations) {
    it(`§${section} ${file} / ends in ${expected}`, async () => {
      const network = await createTestNetwork({ onInvite: (invitation) => invitation.ring() });
      const bytes = readTorture(file);
      network.receive(bytes, { address: '192.168.1.20', port: 5060 });
      if (typeof expected === 'number') {
        expect(network.responses.map(({ status }) => status).at(-1)).toBe(expected);
        expect(network.invitations).toHaveLength(expected === 180 ? 1 : 0);
      } else {
        const parsed = parseMessage(bytes);
        expect(parsed.kind === 'message' ? parsed.message.kind : parsed.kind).toBe(expected);
        expect(network.ladder).toEqual([]);
      }
    });
  }
});
