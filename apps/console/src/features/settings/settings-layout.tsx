import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../app/account-context.ts';
import { permissionOfPage } from '../../app/page-permissions.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';

const pages = [
  { to: '/settings/team', key: 'team', icon: 'people' },
  { to: '/settings/organisation', key: 'organisation', icon: 'organisation' },
  { to: '/settings/services', key: 'services', icon: 'waves' },
  { to: '/settings/keys', key: 'keys', icon: 'key' },
  { to: '/settings/webhooks', key: 'webhooks', icon: 'webhook' },
  { to: '/settings/audit', key: 'audit', icon: 'audit' },
  { to: '/settings/privacy', key: 'privacy', icon: 'shield' },
  { to: '/settings/profile', key: 'profile', icon: 'leads' },
] as const satisfies { to: string; key: string; icon: IconName }[];

/** Pages of the settings beside their list; on narrow screens the list is a row that scrolls. */
export function SettingsLayout() {
  const { t } = useTranslation();
  const can = useCan();
  const { pathname } = useLocation();
  // The page one is on stays in sight where the list is a row.
  const showActive = useCallback(
    (nav: HTMLElement | null) => {
      const links = [...(nav?.querySelectorAll('a') ?? [])];
      const active = links.find((link) => pathname.startsWith(link.pathname));
      if (nav && active) nav.scrollLeft = active.offsetLeft - nav.clientWidth / 3;
    },
    [pathname],
  );
  const seen = pages.filter(({ to }) => {
    const permission = permissionOfPage(to);
    return permission === null || can(permission);
  });
  return (
    <div className="lg:grid lg:grid-cols-[188px_minmax(0,1fr)] lg:gap-9">
      <nav
        ref={showActive}
        aria-label={t('shell.settings.label')}
        className="-mx-4 mb-6 flex gap-1 overflow-x-auto px-4 pb-1 [scrollbar-width:none] md:-mx-8 md:px-8 lg:sticky lg:top-9 lg:mx-0 lg:mb-0 lg:flex-col lg:self-start lg:overflow-visible lg:px-0"
      >
        <p className="mb-2 hidden px-2.5 text-xs font-medium text-faint lg:block">
          {t('shell.settings.title')}
        </p>
        {seen.map(({ to, key, icon }) => (
          <Link
            key={key}
            to={to}
            activeOptions={{ includeSearch: false }}
            activeProps={{ 'data-active': 'true' } as object}
            className="flex h-9 shrink-0 items-center gap-2.5 rounded-lg px-2.5 text-sm font-medium whitespace-nowrap text-soft transition-colors hover:bg-sunken hover:text-ink data-active:bg-accent-soft data-active:text-accent"
          >
            <Icon name={icon} className="size-[18px]" />
            {t(`shell.settings.${key}`)}
          </Link>
        ))}
      </nav>
      <div className="min-w-0">
        <Outlet />
      </div>
    </div>
  );
}
