import { createIdentity, type Identity } from '@allo/adapters/identity';
import { createConsoleMailer, createSmtpMailer } from '@allo/adapters/mail';
import type { Mailer } from '@allo/contracts/ports';
import { type Clock, deriveSecretText, type Ids, type Log, type MasterKeys } from '@allo/kernel';
import type { Pool } from 'pg';
import type { Config } from '../config/config.ts';

export interface AccountsDeps {
  config: Pick<Config, 'accounts' | 'http'>;
  pool: Pool;
  masterKeys: MasterKeys;
  /** Where this process listens, once it does. */
  httpAddress(): string;
  isInvited(email: string): Promise<boolean>;
  mailer: Mailer;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** Letters by the mail server that is set, or into the terminal. */
export function composeMailer(
  { accounts }: Pick<Config, 'accounts'>,
  deps: { print(line: string): void; clock: Clock; log: Log },
): Mailer {
  if (!accounts.mail) return createConsoleMailer((line) => deps.print(line));
  return createSmtpMailer({ url: accounts.mail.smtpUrl, from: accounts.mail.from, ...deps });
}

export function composeIdentity({ config, masterKeys, httpAddress, ...deps }: AccountsDeps): Identity {
  const { publicUrl } = config.http;
  return createIdentity({
    ...deps,
    ...config.accounts,
    baseUrl: () => publicUrl ?? httpAddress(),
    secret: deriveSecretText(masterKeys.current(), 'allo/sessions'),
    isTrustedOrigin: (origin) => isOwnOrigin(origin, publicUrl),
  });
}

/** The edge has compared the origin with the very host asked; here it is about names at all. */
function isOwnOrigin(origin: string, publicUrl: string | null): boolean {
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  const url = URL.parse(origin);
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
