import type { SipMessage } from './sip-message.ts';

const irregular: Readonly<Record<string, string>> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
  'mime-version': 'MIME-Version',
  rack: 'RAck',
  rseq: 'RSeq',
};

/** The bytes of a message; Content-Length is always written from the body (RFC 3261 §20.14). */
export function serializeMessage(message: SipMessage): Buffer {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = [start];
  for (const { name, value } of message.headers) {
    if (name !== 'content-length') lines.push(`${spell(name)}: ${value}`);
  }
  lines.push(`Content-Length: ${message.body.length}`, '', '');
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), message.body]);
}

function spell(name: string): string {
  return irregular[name] ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
