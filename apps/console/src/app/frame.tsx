import { Outlet, useLocation } from '@tanstack/react-router';
import { isPublicPage } from './public-pages.ts';
import { Shell } from './shell.tsx';
import { SignedIn } from './signed-in.tsx';

/** The console's sections are for people who are signed in. */
export function Frame() {
  const { pathname } = useLocation();
  if (isPublicPage(pathname)) return <Outlet />;
  return (
    <SignedIn>
      <Shell />
    </SignedIn>
  );
}
