import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Who signs in at the other site. */
export interface StandInPerson {
  id: string;
  email: string;
  name: string;
  emailVerified?: boolean;
}

/** Google, GitHub and Yandex ID on one socket, as far as signing in goes: codes serve once, PKCE and secrets are checked. */
export interface OAuthStandIn {
  readonly baseUrl: string;
  readonly app: { clientId: string; clientSecret: string; baseUrl: string };
  /** Whoever is asked for permission next. */
  person: StandInPerson;
  /** Follows an authorisation address as a browser of that person would; answers where it is sent back to. */
  permit(authorizationUrl: string): Promise<string>;
  close(): Promise<void>;
}

interface Grant {
  challenge: string;
  redirectUri: string;
  person: StandInPerson;
}

const authorizePaths = new Set(['/o/oauth2/v2/auth', '/login/oauth/authorize', '/authorize']);
const tokenPaths = new Set(['/token', '/login/oauth/access_token']);

export async function startOAuthStandIn(): Promise<OAuthStandIn> {
  const credentials = { clientId: 'allo-app', clientSecret: 'allo-secret' };
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, StandInPerson>();
  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  const authorize = (url: URL, response: ServerResponse): void => {
    const query = url.searchParams;
    const isRight =
      query.get('client_id') === credentials.clientId &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256';
    if (!isRight) return send(response, 400, { error: 'invalid_request' });
    const code = randomBytes(16).toString('hex');
    const redirectUri = query.get('redirect_uri') ?? '';
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri, person: standIn.person });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    response.writeHead(302, { location: back.toString() }).end();
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    const code = form.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      form.get('client_id') === credentials.clientId &&
      form.get('client_secret') === credentials.clientSecret &&
      form.get('redirect_uri') === grant?.redirectUri &&
      challenge === grant?.challenge;
    if (!isRight || !grant) return send(response, 400, { error: 'invalid_grant' });
    const token = randomBytes(16).toString('hex');
    tokens.set(token, grant.person);
    send(response, 200, { access_token: token, token_type: 'bearer', expires_in: 3600 });
  };

  const profiles: Record<string, (person: StandInPerson) => unknown> = {
    '/v1/userinfo': ({ id, email, name, emailVerified }) => ({
      sub: id,
      email,
      name,
      email_verified: emailVerified ?? true,
    }),
    '/api/v3/user': ({ id, name }) => ({ id: Number(id), login: 'login', name, email: null }),
    '/api/v3/user/emails': ({ email, emailVerified }) => [
      { email: 'other@example.com', primary: false, verified: true },
      { email, primary: true, verified: emailVerified ?? true },
    ],
    '/info': ({ id, email, name }) => ({
      id,
      login: 'login',
      default_email: email,
      display_name: name,
      real_name: name,
    }),
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const profile = profiles[url.pathname];
    if (authorizePaths.has(url.pathname)) return authorize(url, response);
    if (tokenPaths.has(url.pathname) && request.method === 'POST') return void exchange(request, response);
    if (!profile) return send(response, 404, {});
    const scheme = url.pathname === '/info' ? 'OAuth' : 'Bearer';
    const person = tokens.get((request.headers.authorization ?? '').replace(`${scheme} `, ''));
    return person ? send(response, 200, profile(person)) : send(response, 401, { error: 'invalid_token' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: OAuthStandIn = {
    baseUrl,
    app: { ...credentials, baseUrl },
    person: { id: '1', email: 'nobody@example.com', name: 'Nobody' },
    permit: async (authorizationUrl) => {
      const reply = await fetch(authorizationUrl, { redirect: 'manual' });
      const location = reply.headers.get('location');
      if (!location) throw new Error(`no way back: ${reply.status} ${await reply.text()}`);
      return location;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}
