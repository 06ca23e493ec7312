import type { InvitationLetter, SendInvitation } from '@allo/business';
import type { Mailer } from '@allo/contracts/ports';

/** Sends an invitation: who invites, and the link. In both languages, because nobody knows yet which one they read. */
export function invitationSender(mailer: Mailer, siteUrl: () => string): SendInvitation {
  return async (letter) => {
    const { to, subject, text, html, idempotencyKey } = invitationMail(letter, siteUrl());
    await mailer.send({ to, subject, text, html, idempotencyKey });
    return mailer.delivery;
  };
}

function invitationMail(
  { email, token, organisationName, expiresAt, idempotencyKey }: InvitationLetter,
  siteUrl: string,
) {
  // After the hash sign nothing reaches a server's log.
  const link = `${siteUrl}/join#${token}`;
  const until = expiresAt.toISOString().slice(0, 10);
  const lines = [
    `Вас приглашают в Allo, в организацию «${organisationName}». Ссылка действует до ${until}.`,
    `You are invited to Allo, to the organisation “${organisationName}”. The link works until ${until}.`,
  ];
  const safe = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return {
    to: email,
    subject: `Allo: ${organisationName}`,
    text: [...lines, '', link, ''].join('\n'),
    html: [
      ...lines.map((one) => `<p>${safe(one)}</p>`),
      `<p><a href="${safe(link)}">${safe(link)}</a></p>`,
    ].join('\n'),
    idempotencyKey,
  };
}
