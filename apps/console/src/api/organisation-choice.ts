import type { Membership } from '@allo/contracts/http';

const storageKey = 'allo.organisation';

let chosen = read();

/** Each tab has its own choice; a new tab begins with the last one made. */
function read(): string | null {
  try {
    return sessionStorage.getItem(storageKey) ?? localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** Remembers in which organisation this tab acts; null forgets it. */
export function rememberOrganisation(id: string | null): void {
  chosen = id;
  try {
    for (const storage of [sessionStorage, localStorage]) {
      if (id === null) storage.removeItem(storageKey);
      else storage.setItem(storageKey, id);
    }
  } catch {
    // Storage is forbidden: the choice lasts until the page is closed.
  }
}

export const chosenOrganisation = (): string | null => chosen;

/** The one that was chosen as long as one belongs to it, else the first. */
export function pickOrganisation<M extends Pick<Membership, 'id'>>(
  memberships: readonly M[],
  wanted: string | null,
): M | null {
  return memberships.find(({ id }) => id === wanted) ?? memberships[0] ?? null;
}

/** For every request of the organisation chosen, or of another one. */
export function organisationHeaders(other?: string): Record<string, string> {
  const id = other ?? chosen;
  return id === null ? {} : { 'allo-organisation': id };
}

/** For what cannot send headers: sockets, players, links to files. */
export function withOrganisation(path: string): string {
  if (chosen === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}organisation=${encodeURIComponent(chosen)}`;
}

/** The same path on the server this page is from, for a WebSocket. */
export function socketUrl(path: string): URL {
  return new URL(withOrganisation(path), location.href.replace(/^http/, 'ws'));
}
