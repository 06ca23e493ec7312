import type { Ids } from '@allo/kernel';
import { type SipHeader, type SipResponse } from '../message/index.ts';
import { digestResponse, parseDigest } from './digest.ts';
import type { DigestCredentials } from './digest-challenger.ts';

/**
 * The client's half: the header that answers the first challenge of a 401 or 407 that we can compute. Null when
 * there is none, or when the far side asks for auth-int only.
 */
export function answerChallenge(
  response: SipResponse,
  credentials: DigestCredentials,
  request: { method: string; uri: string },
  ids: Ids,
): SipHeader | null {
  const isProxy = response.status === 407;
  for (const header of response.headers) {
    if (header.name !== (isProxy ? 'proxy-authenticate' : 'www-authenticate')) continue;
    const challenge = parseDigest(header.value);
    const algorithm = (challenge?.get('algorithm') ?? 'MD5').toUpperCase();
    if (!challenge || (algorithm !== 'MD5' && algorithm !== 'SHA-256')) continue;
    const offered = challenge
      .get('qop')
      ?.split(',')
      .map((name) => name.trim());
    if (offered && !offered.includes('auth')) continue;
    const realm = challenge.get('realm') ?? '';
    const nonce = challenge.get('nonce') ?? '';
    const qop = offered ? { nonceCount: '00000001', clientNonce: ids.token(8) } : null;
    const proof = digestResponse({ ...credentials, ...request, algorithm, realm, nonce, qop });
    const opaque = challenge.get('opaque');
    const parts = [
      `username="${credentials.username}"`,
      `realm="${realm}"`,
      `nonce="${nonce}"`,
      `uri="${request.uri}"`,
      `response="${proof}"`,
      `algorithm=${algorithm}`,
      ...(qop ? ['qop=auth', `nc=${qop.nonceCount}`, `cnonce="${qop.clientNonce}"`] : []),
      ...(opaque == null ? [] : [`opaque="${opaque}"`]),
    ];
    return { name: isProxy ? 'proxy-authorization' : 'authorization', value: `Digest ${parts.join(', ')}` };
  }
  return null;
}
