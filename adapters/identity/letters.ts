import type { Language } from './identity.ts';

export type LetterKind = 'confirm' | 'reset' | 'exists';

/** What a letter says; `link` is the one thing to do. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const words: Record<LetterKind, Record<Language, { subject: string; lines: string[]; after: string }>> = {
  confirm: {
    ru: {
      subject: 'Allo: подтвердите адрес',
      lines: ['Подтвердите, что этот адрес ваш. Ссылка действует 24 часа.'],
      after: 'Если вы не регистрировались в Allo, ничего не делайте.',
    },
    en: {
      subject: 'Allo: confirm your address',
      lines: ['Confirm that this address is yours. The link works for 24 hours.'],
      after: 'If you did not sign up at Allo, do nothing.',
    },
  },
  reset: {
    ru: {
      subject: 'Allo: новый пароль',
      lines: ['Задайте новый пароль. Ссылка действует час и только один раз.'],
      after: 'Если вы об этом не просили, ничего не делайте: пароль остался прежним.',
    },
    en: {
      subject: 'Allo: a new password',
      lines: ['Choose a new password. The link works for an hour and only once.'],
      after: 'If you did not ask for this, do nothing: your password is unchanged.',
    },
  },
  exists: {
    ru: {
      subject: 'Allo: у вас уже есть учётная запись',
      lines: ['Кто-то регистрировался в Allo с этим адресом, но учётная запись у вас уже есть. Войти:'],
      after: 'Если это были не вы, ничего не делайте.',
    },
    en: {
      subject: 'Allo: you already have an account',
      lines: ['Somebody signed up at Allo with this address, but you already have an account. Sign in:'],
      after: 'If it was not you, do nothing.',
    },
  },
};

/** Plain and short. Nothing a stranger chose (a name) is in it, so that nobody can send advertising through us. */
export function letter(kind: LetterKind, language: Language, link: string): Letter {
  const { subject, lines, after } = words[kind][language];
  const paragraphs = [...lines.map(escapeHtml), anchor(link), escapeHtml(after)];
  return {
    subject,
    text: [...lines, '', link, '', after, ''].join('\n'),
    html: paragraphs.map((one) => `<p>${one}</p>`).join('\n'),
  };
}

function anchor(link: string): string {
  const safe = escapeHtml(link);
  return `<a href="${safe}">${safe}</a>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
