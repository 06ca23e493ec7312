import { Outlet, useLocation } from '@tanstack/react-router';
import { isPublicPage } from './public-pages.ts';
import { Shell } from './shell.tsx';

/** The console's sections are for people who are signed in. */
export function Frame() {
  const { pathname } = useLocation();
  return isPublicPage(pathname) ? <Outlet /> : <Shell />;
}
