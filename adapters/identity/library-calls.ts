import { AppError, type ErrorCode } from '@allo/kernel';
import { type BetterAuth, clientAddressHeader } from './better-auth.ts';
import type { Client, SetCookies, User } from './identity.ts';

interface Answer {
  body: unknown;
  cookies: SetCookies;
}

/** Asks the library as a browser would, and turns its refusals into ours. */
export function createLibraryCalls(
  library: () => BetterAuth,
  ownOrigin: () => string,
  isTrustedOrigin: (origin: string) => boolean,
) {
  // The library looks too, but not everywhere and not in every mode of the process.
  const refuseForeign = ({ origin }: Client): void => {
    if (origin === null || origin === ownOrigin() || isTrustedOrigin(origin)) return;
    throw new AppError('forbidden', 'A page of another site may not do this.');
  };
  const ask = (path: string, client: Client, body?: object): Promise<Response> => {
    const headers = new Headers({
      [clientAddressHeader]: client.address,
      // Whoever is no browser cannot be misled by a foreign page.
      origin: client.origin ?? ownOrigin(),
      'user-agent': (client.userAgent ?? '').slice(0, 300),
    });
    const cookie = client.cookie && ownCookies(client.cookie);
    if (cookie) headers.set('cookie', cookie);
    if (body) headers.set('content-type', 'application/json');
    const url = `${ownOrigin()}/v1/auth${path}`;
    return library().handler(
      new Request(url, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }),
    );
  };
  const answerOf = async (response: Response): Promise<Answer> => {
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw refusal(response.status, body);
    return { body, cookies: response.headers.getSetCookie() };
  };
  return {
    post: async (path: string, body: object, client: Client) => {
      refuseForeign(client);
      return answerOf(await ask(path, client, body));
    },
    confirm: async (token: string, client: Client): Promise<void> => {
      const response = await ask(`/verify-email?token=${encodeURIComponent(token)}`, client);
      if (!response.ok) throw new AppError('bad_request', 'The link has expired or is not whole.');
    },
    finishOAuth: async (provider: string, query: string, client: Client) => {
      const response = await ask(`/callback/${encodeURIComponent(provider)}?${query}`, client);
      const location = response.headers.get('location');
      return {
        redirectTo: location?.startsWith('/') ? location : '/sign-in?error=sign_in_failed',
        cookies: response.headers.getSetCookie(),
      };
    },
    refuseForeign,
    hash: async (password: string): Promise<string> => (await library().$context).password.hash(password),
    userOf: (body: unknown): User => pick((body as { user: User }).user),
    urlOf: (body: unknown): string => (body as { url: string }).url,
  };
}

/** Other cookies are nobody's business here. */
function ownCookies(header: string): string {
  return header
    .split(';')
    .map((one) => one.trim())
    .filter((one) => /^(__Secure-)?allo\./.test(one))
    .join('; ');
}

function pick({
  id,
  email,
  name,
  language,
}: {
  id: string;
  email: string;
  name: string;
  language: string;
}): User {
  return { id, email, name, language: language === 'en' ? 'en' : 'ru' };
}

const refusals: Record<string, [ErrorCode, string]> = {
  INVALID_EMAIL_OR_PASSWORD: ['unauthorized', 'The e-mail address or the password is wrong.'],
  EMAIL_NOT_VERIFIED: [
    'email_unconfirmed',
    'Confirm your e-mail address first: the link is in the letter we have just sent again.',
  ],
  INVALID_PASSWORD: ['bad_request', 'The current password is wrong.'],
  CREDENTIAL_ACCOUNT_NOT_FOUND: [
    'bad_request',
    'This account has no password yet: ask for a new one by mail.',
  ],
  INVALID_TOKEN: ['bad_request', 'The link has expired, was used, or is not whole.'],
  PASSWORD_TOO_SHORT: ['bad_request', 'The password is too short.'],
  PASSWORD_TOO_LONG: ['bad_request', 'The password is too long.'],
};

/** Only what we know is passed on; the library's own words may change. */
function refusal(status: number, body: unknown): AppError {
  const { code = '' } = (body ?? {}) as { code?: string };
  const known = refusals[code];
  if (known) return new AppError(...known);
  if (status === 401) return new AppError('unauthorized', 'Sign in first.', { detail: code });
  if (status === 403)
    return new AppError('forbidden', 'A page of another site may not do this.', { detail: code });
  if (status < 500) return new AppError('bad_request', 'This is not possible.', { detail: code });
  return new AppError('internal', 'Something went wrong on our side.', { detail: code });
}
