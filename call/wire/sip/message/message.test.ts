import { describe, expect, it } from 'vitest';
import {
  createResponse,
  headerList,
  parseMessage,
  parseNameAddress,
  parseSipUri,
  parseVia,
  readRequestHead,
  serializeMessage,
  type SipRequest,
  stampVia,
} from './index.ts';
import { parseLimits } from './parse-message.ts';

function parseRequest(lines: string[]): SipRequest {
  const parsed = parseMessage(Buffer.from([...lines, '', ''].join('\r\n'), 'latin1'));
  if (parsed.kind !== 'message' || parsed.message.kind !== 'request') throw new Error(parsed.kind);
  return parsed.message;
}

const options = [
  'OPTIONS sip:lidia@192.0.2.1 SIP/2.0',
  'v: SIP/2.0/UDP 192.0.2.9:5070;branch=z9hG4bK1;rport, SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bK2',
  'f: "Анна, \\"мама\\"" <sip:100@192.0.2.9>;tag=a',
  't: sip:lidia@192.0.2.1;x=y',
  'i: abc@192.0.2.9',
  'CSeq: 7',
  '\tOPTIONS',
].map((line) => Buffer.from(line, 'utf8').toString('latin1'));

describe('parseMessage', () => {
  it('a keep-alive / is told from garbage', () => {
    expect(parseMessage(Buffer.from('\r\n\r\n')).kind).toBe('keep-alive');
    expect(parseMessage(Buffer.from([0, 0, 0, 0])).kind).toBe('garbage');
    expect(parseMessage(Buffer.alloc(0)).kind).toBe('keep-alive');
  });

  it('compact names, folds and lists / read as their long forms', () => {
    const request = parseRequest(options);
    expect(request.headers.map(({ name }) => name)).toEqual(['via', 'from', 'to', 'call-id', 'cseq']);
    expect(headerList(request, 'via')).toHaveLength(2);
    const read = readRequestHead(request);
    expect(read).toMatchObject({
      ok: true,
      head: {
        cseq: 7,
        callId: 'abc@192.0.2.9',
        fromTag: 'a',
        toTag: null,
        from: { displayName: 'Анна, "мама"' },
      },
    });
  });

  it('line feeds alone / are taken for line ends', () => {
    const parsed = parseMessage(Buffer.from('OPTIONS sip:a@b SIP/2.0\nCall-ID: x\n\nbody'));
    expect(parsed).toMatchObject({ kind: 'message', message: { method: 'OPTIONS' } });
    if (parsed.kind === 'message') expect(parsed.message.body.toString()).toBe('body');
  });

  it('a head over the limit, or too many headers / is garbage', () => {
    const long = parseMessage(
      Buffer.from(`OPTIONS sip:a@b SIP/2.0\r\nX: ${'x'.repeat(parseLimits.headBytes)}\r\n\r\n`),
    );
    const many = parseMessage(
      Buffer.from(`OPTIONS sip:a@b SIP/2.0\r\n${'X: y\r\n'.repeat(parseLimits.headers + 1)}\r\n`),
    );
    expect([long.kind, many.kind]).toEqual(['garbage', 'garbage']);
  });
});

describe('serializeMessage', () => {
  it('of what was parsed / keeps every byte of the values', () => {
    const request = parseRequest(options);
    const again = parseMessage(serializeMessage(request));
    expect(again).toMatchObject({
      kind: 'message',
      message: { headers: [...request.headers, { value: '0' }] },
    });
  });
});

describe('createResponse', () => {
  it('copies what identifies the request and adds the tag outside the URI', () => {
    const text = serializeMessage(createResponse(parseRequest(options), 200, { toTag: 'ours' })).toString(
      'latin1',
    );
    expect(text).toContain('To: sip:lidia@192.0.2.1;x=y;tag=ours\r\n');
    expect(text).toContain('CSeq: 7 OPTIONS\r\n');
    expect(text.endsWith('Content-Length: 0\r\n\r\n')).toBe(true);
  });
});

describe('stampVia', () => {
  it('writes source and port, and forgets what the sender claims', () => {
    const forged = options.with(1, 'Via: SIP/2.0/UDP 10.0.0.1;received=6.6.6.6;rport;branch=z9hG4bK1');
    const stamped = stampVia(parseRequest(forged), { address: '192.0.2.9', port: 6000 });
    expect(headerList(stamped, 'via')).toEqual([
      'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1;rport=6000;received=192.0.2.9',
    ]);
  });
});

describe('parseSipUri', () => {
  it.each([
    ['sip:lidia@192.0.2.1:5070;transport=udp', { user: 'lidia', host: '192.0.2.1', port: 5070 }],
    ['sips:%D0%90:pw@[2001:DB8::1]', { user: 'А', host: '2001:db8::1', port: null }],
    ['sip:host.example', { user: '', host: 'host.example', port: null }],
    ['sip:a;b=c@host?x=y', { user: 'a;b=c', host: 'host', headers: 'x=y' }],
  ])('%s / is understood', (text, expected) => {
    expect(parseSipUri(text)).toMatchObject(expected);
  });

  it.each([
    'tel:+7',
    'sip:',
    'sip:@h',
    'sip:a@',
    'sip:a b@h',
    'sip:a@h:99999',
    'sip:a@h:0',
    'sip:%zz@h',
    'sip:a@h;;',
  ])('%s / is refused', (text) => {
    expect(parseSipUri(text)).toBeNull();
  });
});

describe('parseNameAddress', () => {
  it.each(['"open <sip:a@b>', '<sip:a@b', 'sip:a@b?x=y', '', '<>', '"x" y <sip:a@b>', 'sip:a@b;;'])(
    '%s / is refused',
    (text) => {
      expect(parseNameAddress(text)).toBeNull();
    },
  );
});

describe('parseVia', () => {
  it('blanks where the grammar allows them / are no matter', () => {
    expect(parseVia('SIP / 2.0 / udp  [2001:db8::9] : 5070 ; branch = z9hG4bKx')).toMatchObject({
      transport: 'UDP',
      host: '2001:db8::9',
      port: 5070,
    });
  });
});
