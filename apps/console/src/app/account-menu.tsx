import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { Initial } from '../ui/initial.tsx';
import { useAccount } from './account-context.ts';
import { signOut } from './sign-out.ts';

/** Who is signed in, the way to what is theirs, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user, organisation } = useAccount();
  return (
    <div className="flex items-center gap-1">
      <Link
        to="/settings/profile"
        title={t('shell.profile')}
        className="-ml-2 flex min-w-0 flex-1 items-center gap-2.5 rounded-lg px-2 py-1.5 transition-colors hover:bg-sunken"
      >
        <Initial name={user.name} />
        <span className="min-w-0 text-xs">
          <span className="block truncate font-medium" data-testid="account-name">
            {user.name}
          </span>
          <span className="block truncate text-faint">{t(`role.${organisation.role}.name`)}</span>
        </span>
      </Link>
      <button
        type="button"
        data-testid="sign-out"
        aria-label={t('account.signOut')}
        title={t('account.signOut')}
        onClick={() => void signOut()}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-soft transition-colors hover:bg-sunken hover:text-ink"
      >
        <Icon name="leave" className="size-[18px]" />
      </button>
    </div>
  );
}
