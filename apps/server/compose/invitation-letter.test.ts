import { describe, expect, it } from 'vitest';
import { invitationMail } from './invitation-letter.ts';

const letter = (organisationName: string) =>
  invitationMail(
    {
      email: 'guest@example.com',
      token: 'a'.repeat(64),
      organisationName,
      role: 'viewer',
      expiresAt: new Date('2026-03-09T09:00:00Z'),
      idempotencyKey: 'invitation 1',
    },
    'https://calls.example.com',
  );

describe('the letter of an invitation', () => {
  it('names the organisation and has the link, the token behind the hash sign', () => {
    const { subject, text, html } = letter('ООО «Ромашка & <Ко>»');
    expect(subject).toBe('Allo: ООО «Ромашка & <Ко>»');
    expect(text).toContain(`https://calls.example.com/join#${'a'.repeat(64)}`);
    expect(text).toContain('2026-03-09');
    expect(html).toContain('Ромашка &amp; &lt;Ко&gt;');
  });

  it.each(['Win at evil.example', 'https://evil.example/x', 'write@evil', 'evil.example'])(
    'does not carry the address in the name %s to strangers',
    (name) => expect(JSON.stringify(letter(name))).not.toContain('evil'),
  );

  it('keeps a name with an abbreviation', () => {
    expect(letter('Клиника им. Пирогова').text).toContain('им. Пирогова');
  });
});
