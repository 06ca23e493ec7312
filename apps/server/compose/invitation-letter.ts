import type { InvitationLetter, SendInvitation } from '@allo/business';
import type { Mailer } from '@allo/contracts/ports';

/** Where anybody may register, a name like this would carry an address of theirs to strangers in a letter of ours. */
const looksLikeAddress = /[/@\\]|\S\.\S/;

/** Sends an invitation: who invites, and the link. In both languages, because nobody knows yet which one they read. */
export function invitationSender(mailer: Mailer, siteUrl: () => string): SendInvitation {
  return async (letter) => {
    const { to, subject, text, html, idempotencyKey } = invitationMail(letter, siteUrl());
    await mailer.send({ to, subject, text, html, idempotencyKey });
    return mailer.delivery;
  };
}

export function invitationMail(
  { email, token, organisationName, expiresAt, idempotencyKey }: InvitationLetter,
  siteUrl: string,
) {
  // After the hash sign nothing reaches a server's log.
  const link = `${siteUrl}/join#${token}`;
  const until = expiresAt.toISOString().slice(0, 10);
  const isPlain = !looksLikeAddress.test(organisationName);
  const [ru, en] = isPlain
    ? [`, в организацию «${organisationName}»`, `, to the organisation “${organisationName}”`]
    : ['', ''];
  const lines = [
    `Вас приглашают в Allo${ru}. Ссылка действует до ${until}.`,
    `You are invited to Allo${en}. The link works until ${until}.`,
  ];
  const safe = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return {
    to: email,
    subject: isPlain ? `Allo: ${organisationName}` : 'Allo: приглашение / invitation',
    text: [...lines, '', link, ''].join('\n'),
    html: [
      ...lines.map((one) => `<p>${safe(one)}</p>`),
      `<p><a href="${safe(link)}">${safe(link)}</a></p>`,
    ].join('\n'),
    idempotencyKey,
  };
}
