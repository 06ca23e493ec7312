import { AppError } from '@allo/kernel';
import type { SettingValues } from './settings.ts';

export interface OAuthAppConfig {
  clientId: string;
  clientSecret: string;
}

/** How people get in. */
export interface AccountsConfig {
  signUp: 'open' | 'invite';
  /** Null: letters are shown in the terminal. */
  mail: { smtpUrl: string; from: string } | null;
  oauth: Partial<Record<'google' | 'github' | 'yandex', OAuthAppConfig>>;
}

/** Throws `config_invalid` where one of two that belong together is missing. */
export function accountsConfig(values: SettingValues): AccountsConfig {
  const google = pair(values, 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET');
  const github = pair(values, 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET');
  const yandex = pair(values, 'YANDEX_CLIENT_ID', 'YANDEX_CLIENT_SECRET');
  const mail = pair(values, 'SMTP_URL', 'MAIL_FROM');
  const app = (both: [string, string]) => ({ clientId: both[0], clientSecret: both[1] });
  return {
    signUp: values.SIGN_UP,
    mail: mail && { smtpUrl: mail[0], from: mail[1] },
    oauth: {
      ...(google && { google: app(google) }),
      ...(github && { github: app(github) }),
      ...(yandex && { yandex: app(yandex) }),
    },
  };
}

type Words = {
  [N in keyof SettingValues]: SettingValues[N] extends string | null ? N : never;
}[keyof SettingValues];

function pair(values: SettingValues, one: Words, other: Words): [string, string] | null {
  const [first, second] = [values[one], values[other]] as [string | null, string | null];
  if (first !== null && second !== null) return [first, second];
  if (first === null && second === null) return null;
  const missing = first === null ? one : other;
  const given = first === null ? other : one;
  throw new AppError('config_invalid', `${missing} is missing: it belongs to ${given}.`);
}
