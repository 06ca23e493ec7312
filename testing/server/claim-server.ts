import type { ServerProcess } from './server-process.ts';

/** The first owner of a server, signed in. */
export interface Owner {
  /** For every request: the session. */
  headers: { cookie: string };
  userId: string;
  orgId: string;
  email: string;
  password: string;
}

const person = {
  email: 'owner@example.com',
  password: 'a password of the tests',
  name: 'Владелец',
  organisationName: 'Проверка',
};

/**
 * Takes the one-time link that a fresh server printed and becomes its owner, as a person would. The session outlives
 * a restart on the same data folder.
 */
export async function claimServer({
  httpUrl,
  output,
}: Pick<ServerProcess, 'httpUrl' | 'output'>): Promise<Owner> {
  const token = /\/claim#([\w-]+)/.exec(output())?.[1];
  if (!token) throw new Error(`the server printed no link to claim it by:\n${output()}`);
  const response = await fetch(`${httpUrl}/v1/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...person }),
  });
  if (!response.ok) throw new Error(`the claim failed: ${response.status} ${await response.text()}`);
  const { user, organisation } = (await response.json()) as {
    user: { id: string };
    organisation: { id: string };
  };
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { email, password } = person;
  return { headers: { cookie }, userId: user.id, orgId: organisation.id, email, password };
}
