import type { InvitationLetter, SendInvitation } from '@allo/business';
import type { Mail, Mailer } from '@allo/contracts/ports';

/** Names with these could carry an address of somebody's own through our letters. */
const looksLikeAddress = /[/@\\]|\S\.\S/;

/** The letter with the link, in Russian and English: the language of who is invited is not known. */
export function invitationMail(letter: InvitationLetter, baseUrl: string): Mail {
  const { email: to, token, organisationName, expiresAt, idempotencyKey } = letter;
  const name = looksLikeAddress.test(organisationName) ? '' : ` «${organisationName}»`;
  const day = expiresAt.toISOString().slice(0, 10);
  // After the hash sign nothing reaches a server's log.
  const link = `${baseUrl}/invitation#${token}`;
  const ru = `Вас приглашают в организацию${name} в Allo. Ссылка действует до ${day} и только один раз.`;
  const en = `You are invited to the organisation${name} at Allo. The link works until ${day} and only once.`;
  const after = 'Если вы этого не ждали, ничего не делайте. If you did not expect this, do nothing.';
  return {
    to,
    subject: 'Allo: приглашение / invitation',
    text: [ru, en, '', link, '', after, ''].join('\n'),
    html: [ru, en, `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`, after]
      .map((line, index) => `<p>${index === 2 ? line : escapeHtml(line)}</p>`)
      .join('\n'),
    idempotencyKey,
  };
}

export function createInvitationSender(mailer: Mailer, baseUrl: () => string): SendInvitation {
  return async (letter) => {
    await mailer.send(invitationMail(letter, baseUrl()));
    return mailer.delivery;
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
