import type { LocalMedia, SessionOrigin, TelephoneCodec } from './media-agreement.ts';
import type { MediaDirection } from './session-description.ts';

export interface AudioSection {
  port: number;
  codecs: Array<{ codec: TelephoneCodec; payloadType: number }>;
  telephoneEventPayloadType: number | null;
  direction: MediaDirection;
}

/** The lines of our `m=audio` section: 20 ms packets, events 0-15 (RFC 4733 §2.4.1). */
export function writeMediaSection(section: AudioSection): string[] {
  const events = section.telephoneEventPayloadType;
  const types = section.codecs.map(({ payloadType }) => payloadType);
  const lines = [
    `m=audio ${section.port} RTP/AVP ${[...types, ...(events === null ? [] : [events])].join(' ')}`,
  ];
  for (const { codec, payloadType } of section.codecs) lines.push(`a=rtpmap:${payloadType} ${codec}/8000`);
  if (events !== null) lines.push(`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-15`);
  return [...lines, 'a=ptime:20', `a=${section.direction}`];
}

export function writeSessionDescription(
  origin: SessionOrigin,
  address: string,
  sections: string[][],
): Buffer {
  const family = address.includes(':') ? 'IP6' : 'IP4';
  const lines = [
    'v=0',
    `o=- ${origin.sessionId} ${origin.version} IN ${family} ${address}`,
    's=-',
    `c=IN ${family} ${address}`,
    't=0 0',
    ...sections.flat(),
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** Our own offer: A-law first, since that is what the Russian network speaks. */
export function writeOffer(
  local: LocalMedia,
  origin: SessionOrigin,
  direction: MediaDirection = 'sendrecv',
  codecs: readonly TelephoneCodec[] = ['PCMA', 'PCMU'],
): Buffer {
  const section = writeMediaSection({
    port: local.port,
    codecs: codecs.map((codec) => ({ codec, payloadType: codec === 'PCMA' ? 8 : 0 })),
    telephoneEventPayloadType: 101,
    direction,
  });
  return writeSessionDescription(origin, local.address, [section]);
}
