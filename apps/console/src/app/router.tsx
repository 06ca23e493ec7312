import { type CallState, callStates } from '@allo/contracts/http';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const talkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/talk',
  validateSearch: (search: Record<string, unknown>): { agent?: string } => ({ agent: text(search.agent) }),
  component: lazyRouteComponent(() => import('../features/talk/talk-page.tsx'), 'TalkPage'),
});

const callsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calls',
  validateSearch: (search: Record<string, unknown>): { agentId?: string; state?: CallState } => ({
    agentId: text(search.agentId),
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

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, talkRoute, callsRoute, callRoute, leadsRoute]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
