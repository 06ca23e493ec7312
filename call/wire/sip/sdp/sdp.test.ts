import { describe, expect, it } from 'vitest';
import {
  negotiate,
  parseSessionDescription,
  readAnswer,
  readOffer,
  type SessionDescription,
  writeOffer,
} from './index.ts';

const local = { address: '192.0.2.10', port: 10_000 };
const origin = { sessionId: '77', version: 1 };

function describeSession(...lines: string[]): SessionDescription {
  const head = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 't=0 0'];
  const parsed = parseSessionDescription(Buffer.from([...head, ...lines, ''].join('\r\n')));
  if (!parsed) throw new Error('not SDP');
  return parsed;
}
const connection = 'c=IN IP4 192.0.2.1';

describe('negotiate', () => {
  it('two laws, events and video / answers the first law, its events, and video with port 0', () => {
    const offer = describeSession(
      connection,
      'm=video 5000 RTP/AVP 31',
      'm=audio 4000 RTP/AVP 9 0 8 96',
      'a=rtpmap:96 telephone-event/8000',
    );
    const answer = negotiate(offer, local, origin);
    expect(answer?.agreement).toEqual({
      codec: 'PCMU',
      payloadType: 0,
      telephoneEventPayloadType: 96,
      remote: { address: '192.0.2.1', port: 4000 },
      canSend: true,
      canReceive: true,
      isHeld: false,
    });
    expect(answer?.sdp.toString().split('\r\n')).toEqual([
      'v=0',
      'o=- 77 1 IN IP4 192.0.2.10',
      's=-',
      'c=IN IP4 192.0.2.10',
      't=0 0',
      'm=video 0 RTP/AVP 31',
      'm=audio 10000 RTP/AVP 0 96',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:96 telephone-event/8000',
      'a=fmtp:96 0-15',
      'a=ptime:20',
      'a=sendrecv',
      '',
    ]);
  });

  it('a codec in use that is still offered / stays', () => {
    const offer = describeSession(connection, 'm=audio 4000 RTP/AVP 0 8');
    expect(negotiate(offer, local, origin, 'PCMA')?.agreement.codec).toBe('PCMA');
  });

  it('a law under a dynamic payload type / keeps that type', () => {
    const offer = describeSession(connection, 'm=audio 4000 RTP/AVP 97', 'a=rtpmap:97 pcma/8000');
    expect(readOffer(offer)?.agreement).toMatchObject({ codec: 'PCMA', payloadType: 97 });
  });

  it('the second of two audio sections / is taken when the first is encrypted, the first gets port 0', () => {
    const offer = describeSession(connection, 'm=audio 4000 RTP/SAVP 8', 'm=audio 4002 RTP/AVP 8');
    expect(negotiate(offer, local, origin)?.sdp.toString()).toContain(
      'm=audio 0 RTP/SAVP 8\r\nm=audio 10000 RTP/AVP 8',
    );
  });

  it.each([
    ['no codec of ours', ['m=audio 4000 RTP/AVP 9', connection]],
    ['a remapped type 8', ['m=audio 4000 RTP/AVP 8', 'a=rtpmap:8 opus/48000/2', connection]],
    ['a section switched off', ['m=audio 0 RTP/AVP 8', connection]],
    ['no address', ['m=audio 4000 RTP/AVP 8']],
    ['a host name', ['m=audio 4000 RTP/AVP 8', 'c=IN IP4 phone.example']],
    ['a multicast address', ['m=audio 4000 RTP/AVP 8', 'c=IN IP4 239.1.1.1/127']],
    ['broadcast', ['m=audio 4000 RTP/AVP 8', 'c=IN IP4 255.255.255.255']],
    ['no media', []],
  ])('%s / has nothing in common', (_, lines) => {
    expect(negotiate(describeSession(...lines), local, origin)).toBeNull();
  });

  it.each([
    ['a=sendonly', 'a=recvonly', { canSend: false, canReceive: true, isHeld: true }],
    ['a=inactive', 'a=inactive', { canSend: false, canReceive: false, isHeld: true }],
    ['a=recvonly', 'a=sendonly', { canSend: true, canReceive: false, isHeld: false }],
    ['a=sendrecv', 'a=sendrecv', { canSend: true, canReceive: true, isHeld: false }],
  ])('%s / is answered %s', (theirs, ours, expected) => {
    const answer = negotiate(describeSession(connection, 'm=audio 4000 RTP/AVP 8', theirs), local, origin);
    expect(answer?.agreement).toMatchObject(expected);
    expect(answer?.sdp.toString()).toContain(`${ours}\r\n`);
  });

  it('the null address of old phones / means hold', () => {
    const offer = describeSession('c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 8');
    expect(readOffer(offer)?.agreement.isHeld).toBe(true);
  });

  it('an address of the section / goes before that of the session', () => {
    const offer = describeSession(connection, 'm=audio 4000 RTP/AVP 8', 'c=IN IP4 192.0.2.77');
    expect(readOffer(offer)?.agreement.remote.address).toBe('192.0.2.77');
  });
});

describe('writeOffer', () => {
  it('is understood by our own reader, A-law first', () => {
    const parsed = parseSessionDescription(writeOffer(local, origin));
    expect(parsed && readAnswer(parsed)).toMatchObject({ codec: 'PCMA', telephoneEventPayloadType: 101 });
  });
});

describe('parseSessionDescription', () => {
  it.each([
    '',
    'hello',
    'v=0\r\nm=audio x RTP/AVP 0\r\n',
    'v=0\r\ns=-\r\n',
    `v=0\r\n${'a=x\r\n'.repeat(600)}`,
  ])('text %# that is none / gives null', (text) => {
    expect(parseSessionDescription(Buffer.from(text))).toBeNull();
  });
});
