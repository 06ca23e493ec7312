import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

describe('accountsConfig', () => {
  it('by default / people come by invitation, letters appear in the terminal', () => {
    expect(loadConfig({}).accounts).toEqual({ signUp: 'invite', mail: null, oauth: {} });
  });

  it('reads a mail server with its sender and applications with their secrets', () => {
    const env = {
      SIGN_UP: 'open',
      SMTP_URL: 'smtps://allo:p%40ss@smtp.yandex.ru:465',
      MAIL_FROM: 'Allo <allo@example.com>',
      YANDEX_CLIENT_ID: 'id',
      YANDEX_CLIENT_SECRET: 'secret',
    };
    expect(loadConfig(env).accounts).toEqual({
      signUp: 'open',
      mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
      oauth: { yandex: { clientId: 'id', clientSecret: 'secret' } },
    });
  });

  it.each([
    [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM'],
    [{ GOOGLE_CLIENT_ID: 'id' }, 'GOOGLE_CLIENT_SECRET'],
    [{ GITHUB_CLIENT_SECRET: 'secret' }, 'GITHUB_CLIENT_ID'],
    [{ SMTP_URL: 'mail.example.com', MAIL_FROM: 'a@b.example' }, 'SMTP_URL'],
    [{ MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'MAIL_FROM'],
    [{ SIGN_UP: 'maybe' }, 'SIGN_UP'],
  ])('%j / names %s', (env, name) => {
    expect(() => loadConfig(env as Record<string, string>)).toThrow(new RegExp(`^${name} `));
  });
});
