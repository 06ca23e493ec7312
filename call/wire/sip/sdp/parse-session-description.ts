import {
  type MediaDescription,
  type MediaDirection,
  type RtpMap,
  type SessionDescription,
  staticRtpMaps,
} from './session-description.ts';

const directions: ReadonlySet<string> = new Set(['sendrecv', 'sendonly', 'recvonly', 'inactive']);
// A description of a call has a few sections; more is an attack on our time.
const maxLines = 500;

interface OpenMedia extends MediaDescription {
  rtpmaps: Map<number, RtpMap>;
  formatParameters: Map<number, string>;
}

/** Reads SDP, liberal about line ends, order and unknown lines; null when it is not SDP at all. Never throws. */
export function parseSessionDescription(body: Buffer): SessionDescription | null {
  const lines = body.toString('latin1').split(/\r\n|\n|\r/);
  if (lines[0]?.trim() !== 'v=0' || lines.length > maxLines) return null;
  const media: OpenMedia[] = [];
  let sessionAddress: string | null = null;
  let sessionDirection: MediaDirection = 'sendrecv';
  let origin: string[] | null = null;
  for (const line of lines) {
    const value = line.slice(2).trim();
    if (line[1] !== '=') continue;
    const current = media.at(-1);
    if (line[0] === 'o') origin = value.split(/ +/);
    else if (line[0] === 'm') {
      const opened = openMedia(value, sessionAddress, sessionDirection);
      if (!opened) return null;
      media.push(opened);
    } else if (line[0] === 'c') {
      const address = parseConnection(value);
      if (current) current.address = address;
      else sessionAddress = address;
    } else if (line[0] === 'a') {
      if (current) readAttribute(current, value);
      else if (directions.has(value)) sessionDirection = value as MediaDirection;
    }
  }
  if (!origin || origin.length < 6) return null;
  return { sessionId: origin[1] as string, sessionVersion: origin[2] as string, media };
}

function openMedia(value: string, address: string | null, direction: MediaDirection): OpenMedia | null {
  const match = /^(\S+) +(\d{1,5})(?:\/\d+)? +(\S+)((?: +\S+)*)$/.exec(value);
  if (!match || Number(match[2]) > 65535) return null;
  return {
    kind: (match[1] as string).toLowerCase(),
    port: Number(match[2]),
    profile: (match[3] as string).toUpperCase(),
    formats: (match[4] as string).trim().split(/ +/).filter(Boolean),
    address,
    direction,
    rtpmaps: new Map(staticRtpMaps),
    formatParameters: new Map(),
  };
}

/** `IN IP4 192.0.2.1/127` → the address without TTL. */
function parseConnection(value: string): string | null {
  return /^IN +IP[46] +([^\s/]+)/i.exec(value)?.[1] ?? null;
}

function readAttribute(media: OpenMedia, value: string): void {
  if (directions.has(value)) {
    media.direction = value as MediaDirection;
    return;
  }
  const map = /^rtpmap: *(\d{1,3}) +([^\s/]+)\/(\d{1,6})(?:\/(\d+))?/i.exec(value);
  if (map) {
    media.rtpmaps.set(Number(map[1]), {
      encoding: (map[2] as string).toUpperCase(),
      clockRateHz: Number(map[3]),
      channels: Number(map[4] ?? 1),
    });
    return;
  }
  const parameters = /^fmtp: *(\d{1,3}) +(.*)$/i.exec(value);
  if (parameters) media.formatParameters.set(Number(parameters[1]), parameters[2] as string);
}
