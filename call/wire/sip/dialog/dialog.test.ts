import { describe, expect, it } from 'vitest';
import { headerList, headerValue, parseMessage, readRequestHead } from '../message/index.ts';
import { phoneRequest } from '../test-network.ts';
import { type Dialog, dialogOfCalled, nextHop, receiveInDialog, requestInDialog } from './index.ts';

const source = { address: '203.0.113.9', port: 40_123 };

function understand(text: string) {
  const parsed = parseMessage(Buffer.from(text));
  if (parsed.kind !== 'message' || parsed.message.kind !== 'request') throw new Error(parsed.kind);
  const read = readRequestHead(parsed.message);
  if (!read.ok) throw new Error(read.reason);
  return { request: parsed.message, head: read.head };
}

function openDialog(headers: string[] = []): Dialog {
  const { request, head } = understand(phoneRequest({ headers, cseq: 10 }));
  return dialogOfCalled(request, head, source, 'ours');
}

describe('requestInDialog', () => {
  it('counts its own requests from one and swaps the addresses', () => {
    const first = requestInDialog(openDialog(), 'BYE');
    expect(headerValue(first.request, 'cseq')).toBe('1 BYE');
    expect(headerValue(first.request, 'from')).toBe('<sip:lidia@192.168.1.10>;tag=ours');
    expect(headerValue(first.request, 'to')).toBe('"Phone" <sip:100@192.168.1.20>;tag=phone-tag');
    expect(headerValue(requestInDialog(first.dialog, 'BYE').request, 'cseq')).toBe('2 BYE');
  });

  it('through a strict router / addresses it and puts the target last', () => {
    const dialog = openDialog(['Record-Route: <sip:192.0.2.1>, <sip:192.0.2.2;lr>']);
    const { request } = requestInDialog(dialog, 'BYE');
    expect(request.uri).toBe('sip:192.0.2.1');
    expect(headerList(request, 'route')).toEqual(['<sip:192.0.2.2;lr>', '<sip:100@192.168.1.20:5062>']);
  });
});

describe('receiveInDialog', () => {
  it('a number that runs backwards / is refused; a re-INVITE moves the target', () => {
    const dialog = openDialog();
    const old = understand(phoneRequest({ method: 'BYE', cseq: 9 }));
    expect(receiveInDialog(dialog, old.request, old.head, source)).toBeNull();
    const moved = understand(
      phoneRequest({ cseq: 11 }).replace('<sip:100@192.168.1.20:5062>', '<sip:new@192.0.2.7>'),
    );
    expect(receiveInDialog(dialog, moved.request, moved.head, source)).toMatchObject({
      remoteTarget: 'sip:new@192.0.2.7',
      remoteCseq: 11,
    });
  });
});

describe('nextHop', () => {
  it.each([
    ['a public contact', [], 'sip:a@198.51.100.1:5070', { address: '198.51.100.1', port: 5070 }],
    ['a route', ['<sip:198.51.100.2;lr>'], 'sip:a@198.51.100.1', { address: '198.51.100.2', port: 5060 }],
    ['a private contact of a public caller', [], 'sip:a@192.168.0.5:5060', source],
    ['a host name', [], 'sip:a@phone.example', source],
  ])('%s / is found', (_, routes, target, expected) => {
    expect(nextHop(routes, target, source)).toEqual(expected);
  });
});
