/** The names this machine calls itself. */
const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Tells whether a request was meant for us. A page of a stranger can point a name of its own at 127.0.0.1 (DNS
 * rebinding) and then read what we answer; the Host header still carries that name.
 */
export interface AllowedHosts {
  isAllowedHost(host: string | undefined): boolean;
  /** A page may open a WebSocket only to where it came from; programs that are no browser send no Origin. */
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean;
}

export function createAllowedHosts(publicUrl: string | null): AllowedHosts {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host;
  const isAllowedHost = (host: string | undefined): boolean => {
    const url = host === undefined ? null : URL.parse(`http://${host}`);
    if (!url || url.pathname !== '/' || url.username !== '') return false;
    return ownNames.has(url.hostname) || (publicHost !== null && host?.toLowerCase() === publicHost);
  };
  return {
    isAllowedHost,
    isAllowedOrigin: (origin, host) => {
      if (origin === undefined) return true;
      const from = URL.parse(origin);
      if (!from || !/^https?:$/.test(from.protocol)) return false;
      return from.host === host?.toLowerCase() || (publicHost !== null && from.host === publicHost);
    },
  };
}
