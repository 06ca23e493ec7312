import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { AuditFilters } from '../features/audit/audit-filters.ts';
import { rootRoute } from './root-route.ts';
import { searchText } from './search-text.ts';

const layoutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-layout.tsx'), 'SettingsLayout'),
});

const indexRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/team', replace: true });
  },
});

const teamRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('../features/team/team-page.tsx'), 'TeamPage'),
});

const organisationRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/organisation',
  component: lazyRouteComponent(
    () => import('../features/organisations/organisation-page.tsx'),
    'OrganisationPage',
  ),
});

const servicesRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/services',
  component: lazyRouteComponent(() => import('../features/services/services-page.tsx'), 'ServicesPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/keys/keys-page.tsx'), 'KeysPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditFilters => ({
    thing: searchText(search.thing),
    from: searchText(search.from),
    until: searchText(search.until),
    actorId: searchText(search.actorId),
    actorName: searchText(search.actorName),
  }),
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
});

const privacyRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('../features/privacy/privacy-page.tsx'), 'PrivacyPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => layoutRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('../features/profile/profile-page.tsx'), 'ProfilePage'),
});

export const settingsRoutes = layoutRoute.addChildren([
  indexRoute,
  teamRoute,
  organisationRoute,
  servicesRoute,
  keysRoute,
  webhooksRoute,
  webhookRoute,
  auditRoute,
  privacyRoute,
  profileRoute,
]);
