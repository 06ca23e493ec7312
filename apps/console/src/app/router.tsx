import { type CallState, callStates } from '@allo/contracts/http';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root-route.ts';
import { searchText } from './search-text.ts';
import { settingsRoutes } from './settings-routes.ts';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const talkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/talk',
  validateSearch: (search: Record<string, unknown>): { agent?: string } => ({
    agent: searchText(search.agent),
  }),
  component: lazyRouteComponent(() => import('../features/talk/talk-page.tsx'), 'TalkPage'),
});

const callsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calls',
  validateSearch: (search: Record<string, unknown>): { agentId?: string; state?: CallState } => ({
    agentId: searchText(search.agentId),
    state: callStates.find((one) => one === search.state),
  }),
  component: lazyRouteComponent(() => import('../features/calls/calls-page.tsx'), 'CallsPage'),
});

const callRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => import('../features/call/call-page.tsx'), 'CallPage'),
});

const leadsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/leads',
  component: lazyRouteComponent(() => import('../features/leads/leads-page.tsx'), 'LeadsPage'),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (
    search: Record<string, unknown>,
  ): { from?: string; error?: string; confirmed?: boolean } => ({
    from: searchText(search.from),
    error: searchText(search.error),
    confirmed: search.confirmed === 1 || search.confirmed === '1' ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/account/sign-in-page.tsx'), 'SignInPage'),
});

const claimRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/claim',
  component: lazyRouteComponent(() => import('../features/account/claim-page.tsx'), 'ClaimPage'),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('../features/account/join-page.tsx'), 'JoinPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => import('../features/account/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    talkRoute,
    callsRoute,
    callRoute,
    leadsRoute,
    settingsRoutes,
    signInRoute,
    claimRoute,
    joinRoute,
    resetPasswordRoute,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
