import { Resolver } from 'node:dns/promises';

/** Every address a name leads to, IPv4 and IPv6; empty when there is none. */
export type ResolveName = (name: string) => Promise<string[]>;

/**
 * Asks DNS itself rather than the operating system's `getaddrinfo`: that one blocks a thread of a small pool until the
 * name server answers, so that a tenant with a slow name server would hold up every other look-up of the process.
 */
export function createNameResolver(options: { servers?: readonly string[] } = {}): ResolveName {
  return async (name) => {
    // A new one knows the name servers of now: a laptop changes networks, a lease brings other servers.
    const resolver = new Resolver({ timeout: 1500, tries: 2 });
    if (options.servers) resolver.setServers(options.servers);
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}
