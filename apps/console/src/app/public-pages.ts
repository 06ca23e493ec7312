/** Pages for people who are not signed in. */
const pages = ['/sign-in', '/claim', '/join', '/reset-password'] as const;

export function isPublicPage(path: string): boolean {
  return pages.some((page) => path === page);
}

/** The page to come back to after signing in: a path of this site, never an address of another. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : '/';
}
