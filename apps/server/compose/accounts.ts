import { createIdentity } from '@allo/adapters/identity';
import { createConsoleMailer, createSmtpMailer } from '@allo/adapters/mail';
import type { Database } from '@allo/adapters/postgres';
import { createInstanceClaim, type Deps, type TenancyOptions } from '@allo/business';
import type { FanOut, Mailer, RateLimiter } from '@allo/contracts/ports';
import { type Clock, deriveSecretText, type Lifecycle, type Log, type MasterKeys } from '@allo/kernel';
import { type OpenAccess, openAccess } from '../access/open-access.ts';
import type { AccountDeps } from '../api/index.ts';
import type { Config } from '../config/config.ts';
import { invitationSender } from './invitation-letter.ts';

export interface AccountsOptions extends Deps {
  config: Pick<Config, 'accounts' | 'http'>;
  database: Pick<Database, 'pool'>;
  masterKeys: MasterKeys;
  limiter: Pick<RateLimiter, 'take'>;
  lifecycle: Lifecycle;
  /** Where people open Allo when no `PUBLIC_URL` is set: where this process listens, once it does. */
  httpAddress(): string;
  /** The terminal. */
  print(line: string): void;
  fanOut: Pick<FanOut, 'publish' | 'subscribe'>;
  beforeRemoval: TenancyOptions['beforeRemoval'];
  onRemoved: TenancyOptions['onRemoved'];
}

/** Who people are, where they belong, and what they may do there. */
export interface Accounts extends Omit<OpenAccess, 'close'> {
  mailer: Mailer;
  /** For the routes of accounts. */
  accounts: AccountDeps;
  /** Prints the one-time link while nobody owns the installation. */
  announceClaim(): Promise<void>;
}

export async function startAccounts(options: AccountsOptions): Promise<Accounts> {
  const { config, clock, log, lifecycle, print } = options;
  const { publicUrl } = config.http;
  const siteUrl = () => publicUrl ?? options.httpAddress();
  const mailer = composeMailer(config.accounts.mail, { print, clock, log });
  const identity = createIdentity({
    ...options,
    ...config.accounts,
    pool: options.database.pool,
    baseUrl: siteUrl,
    secret: deriveSecretText(options.masterKeys.current(), 'allo/sessions'),
    isTrustedOrigin: (origin) => isOwnOrigin(origin, publicUrl),
    mailer,
    isInvited: (email) => opened.tenancy.isInvited(email),
  });
  const opened = openAccess({
    ...options,
    sessionOf: (cookie) => identity.sessionOf(cookie),
    send: invitationSender(mailer, siteUrl),
  });
  const claim = createInstanceClaim(options);
  await lifecycle.start({
    name: 'accounts',
    stop: async () => {
      await identity.close();
      await opened.close();
      mailer.close();
    },
  });
  return {
    ...opened,
    mailer,
    accounts: {
      identity,
      signUp: config.accounts.signUp,
      claim: {
        isClaimed: () => claim.isClaimed(),
        take: (wanted, makeOwner) => claim.take(wanted, makeOwner).finally(() => opened.forget()),
      },
      membershipsOf: (person) => opened.tenancy.membershipsOf(person),
      invitations: opened.tenancy,
    },
    announceClaim: async () => {
      const token = await claim.issue();
      if (token === null) return;
      print('Nobody owns this installation yet. Open this link to become its owner; it works once:');
      print(`  ${siteUrl()}/claim#${token}`);
    },
  };
}

/** Letters by the mail server that is set, or into the terminal. */
export function composeMailer(
  mail: Config['accounts']['mail'],
  { print, clock, log }: { print(line: string): void; clock: Clock; log: Log },
): Mailer {
  if (!mail) return createConsoleMailer((line) => print(line));
  return createSmtpMailer({ url: mail.smtpUrl, from: mail.from, clock, log });
}

/** The edge has compared the origin with the very host asked; here it is about names at all. */
function isOwnOrigin(origin: string, publicUrl: string | null): boolean {
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  const url = URL.parse(origin);
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
