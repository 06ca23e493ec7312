/**
 * One side of a call as people write it: `sip:+79991234567@10.0.0.5:5060;tag=x` → `+7 999 123-45-67`,
 * `"Anna" <sip:lidia@host>` → `lidia`. What is no address stays as it is.
 */
export function formatParty(address: string): string {
  const uri = /<([^>]+)>/.exec(address)?.[1] ?? address;
  const user = /^sips?:([^@;>]+)@/i.exec(uri)?.[1] ?? uri.replace(/^(sips?|tel):/i, '');
  const russian = /^(?:\+7|8|7)(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(user.replace(/[\s()-]/g, ''));
  if (!russian) return user;
  return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
}
