/** A LIKE pattern that finds `text` anywhere, whatever it holds. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
