import { readFileSync } from 'node:fs';

/** To be spread into the options of a child process. */
export interface ProcessUser {
  uid?: number;
  gid?: number;
}

/** Nothing unless this process is root; then a user that owns nothing, for servers that refuse to run as root. */
export function unprivilegedUser(): ProcessUser {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const found = users.find(([name]) => name === wanted);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  return { uid: 65_534, gid: 65_534 };
}
