import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Initial } from '../ui/initial.tsx';
import { useAccount, useCan } from './account-context.ts';
import { AccountMenu } from './account-menu.tsx';
import { AllowedPage } from './allowed-page.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveIndicator } from './live/live-indicator.tsx';
import { OrganisationSwitch } from './organisation-switch.tsx';
import { permissionOfPage } from './page-permissions.ts';
import { ThemeSwitch } from './theme-switch.tsx';

const sections = [
  { to: '/', key: 'home', icon: 'home' },
  { to: '/talk', key: 'talk', icon: 'phone' },
  { to: '/calls', key: 'calls', icon: 'calls' },
  { to: '/leads', key: 'leads', icon: 'leads' },
  { to: '/settings', key: 'settings', icon: 'settings' },
] as const satisfies { to: string; key: string; icon: IconName }[];

function Brand() {
  return (
    <Link to="/" className="flex items-center gap-2.5 rounded-lg" aria-label="Allo">
      <img src="/favicon.svg" alt="" className="size-7" />
      <span className="text-[17px] font-semibold tracking-tight">Allo</span>
    </Link>
  );
}

function Sections({ className, linkClass }: { className: string; linkClass: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const seen = sections.filter(({ to }) => {
    const permission = permissionOfPage(to);
    return permission === null || can(permission);
  });
  return (
    <nav aria-label={t('nav.label')} className={className}>
      {seen.map(({ to, key, icon }) => (
        <Link
          key={key}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className={linkClass}
          activeProps={{ 'data-active': 'true' } as object}
        >
          <Icon name={icon} className="size-[18px]" />
          {t(`nav.${key}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The frame of every page: sections at the side on wide screens, at the bottom on phones. */
export function Shell() {
  const { t } = useTranslation();
  const { user } = useAccount();
  const maySeeCalls = useCan()('calls:read');
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-accent px-3 py-2 text-sm text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t('common.skip')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-surface px-3 py-5 md:flex">
        <div className="px-2.5">
          <Brand />
          <OrganisationSwitch className="mt-4 w-full" />
        </div>
        <Sections
          className="mt-5 flex flex-col gap-0.5"
          linkClass="flex h-9 items-center gap-3 rounded-lg px-2.5 text-sm font-medium text-soft transition-colors hover:bg-sunken hover:text-ink data-active:bg-sunken data-active:text-ink"
        />
        <div className="mt-auto flex flex-col gap-3 px-2.5">
          {maySeeCalls && <LiveIndicator />}
          <div className="flex items-center justify-between gap-2">
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
          <div className="border-t border-line pt-3">
            <AccountMenu />
          </div>
        </div>
      </aside>
      <div className="sticky top-0 z-20 flex h-14 items-center justify-between gap-3 border-b border-line bg-canvas/85 px-4 backdrop-blur md:hidden">
        <Brand />
        <div className="flex min-w-0 items-center gap-2.5">
          {maySeeCalls && <LiveIndicator isShort />}
          <OrganisationSwitch className="max-w-40" />
          <Link to="/settings/profile" aria-label={t('shell.profile')} className="rounded-full">
            <Initial name={user.name} />
          </Link>
        </div>
      </div>
      <main id="content" tabIndex={-1} className="min-w-0 pb-24 outline-none md:pb-12">
        <div className="mx-auto w-full max-w-6xl px-4 pt-6 md:px-8 md:pt-9">
          <AllowedPage>
            <Outlet />
          </AllowedPage>
        </div>
      </main>
      <Sections
        className="fixed inset-x-0 bottom-0 z-20 grid auto-cols-fr grid-flow-col border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
        linkClass="flex h-15 flex-col items-center justify-center gap-1 text-[11px] font-medium text-faint data-active:text-accent"
      />
    </div>
  );
}
