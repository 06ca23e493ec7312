import { isIP } from 'node:net';
import { isUnicastAddress } from './unicast-address.ts';
import type { LocalMedia, MediaAgreement, SessionOrigin, TelephoneCodec } from './media-agreement.ts';
import type { MediaDescription, MediaDirection, SessionDescription } from './session-description.ts';
import { writeMediaSection, writeSessionDescription } from './write-session-description.ts';

const codecs: readonly TelephoneCodec[] = ['PCMA', 'PCMU'];

/** Which lines an offer holds that we can serve. */
export interface Proposal {
  /** Position of the accepted `m=` section. */
  index: number;
  agreement: MediaAgreement;
}

/** An accepted offer: what to do with RTP, and the SDP that says so. */
export interface Answer {
  agreement: MediaAgreement;
  sdp: Buffer;
}

/**
 * Looks for the first audio section with a codec of ours. Null when there is nothing in common, which means 488.
 * `preferred` keeps the codec of a call in progress when the new offer still holds it.
 */
export function readOffer(offer: SessionDescription, preferred?: TelephoneCodec): Proposal | null {
  for (const [index, media] of offer.media.entries()) {
    const agreement = agree(media, preferred);
    if (agreement) return { index, agreement };
  }
  return null;
}

/** The far side's answer to our own offer; null when it agreed to nothing we can do. */
export function readAnswer(answer: SessionDescription): MediaAgreement | null {
  return readOffer(answer)?.agreement ?? null;
}

/** Answers an offer in the order of its sections, refusing all but one with port 0 (RFC 3264 §6). */
export function negotiate(
  offer: SessionDescription,
  local: LocalMedia,
  origin: SessionOrigin,
  preferred?: TelephoneCodec,
): Answer | null {
  const proposal = readOffer(offer, preferred);
  if (!proposal) return null;
  const { agreement } = proposal;
  const sections = offer.media.map((media, index) =>
    index === proposal.index
      ? writeMediaSection({
          port: local.port,
          codecs: [{ codec: agreement.codec, payloadType: agreement.payloadType }],
          telephoneEventPayloadType: agreement.telephoneEventPayloadType,
          direction: mirror(media.direction),
        })
      : [`m=${media.kind} 0 ${media.profile} ${media.formats.join(' ') || '0'}`],
  );
  return { agreement, sdp: writeSessionDescription(origin, local.address, sections) };
}

function agree(media: MediaDescription, preferred: TelephoneCodec | undefined): MediaAgreement | null {
  const { address } = media;
  if (media.kind !== 'audio' || media.port === 0 || media.profile !== 'RTP/AVP') return null;
  // Names would need DNS before the answer, and a group address would make us a loudspeaker.
  if (address === null || isIP(address) === 0 || !isUnicastAddress(address)) return null;
  const payloadTypes = media.formats.map(Number).filter((type) => Number.isInteger(type) && type < 128);
  const voices = payloadTypes.flatMap((payloadType) => {
    const map = media.rtpmaps.get(payloadType);
    const codec = codecs.find((name) => name === map?.encoding);
    return codec && map?.clockRateHz === 8000 && map.channels === 1 ? [{ codec, payloadType }] : [];
  });
  const voice = voices.find(({ codec }) => codec === preferred) ?? voices[0];
  if (!voice) return null;
  const events = payloadTypes.find((type) => {
    const map = media.rtpmaps.get(type);
    return map?.encoding === 'TELEPHONE-EVENT' && map.clockRateHz === 8000;
  });
  // Before RFC 3264, hold was spelled as a null address.
  const isNullAddress = address === '0.0.0.0' || address === '::';
  const ours = mirror(media.direction);
  const canSend = !isNullAddress && (ours === 'sendrecv' || ours === 'sendonly');
  return {
    ...voice,
    telephoneEventPayloadType: events ?? null,
    remote: { address, port: media.port },
    canSend,
    canReceive: ours === 'sendrecv' || ours === 'recvonly',
    isHeld: !canSend,
  };
}

/** What their direction is called on our side. */
function mirror(direction: MediaDirection): MediaDirection {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}
