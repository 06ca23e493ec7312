import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../ui/button-class.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useCan } from './account-context.ts';
import { permissionOfPage } from './page-permissions.ts';

/** A page, or why it is not for this reader. */
export function AllowedPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const can = useCan();
  const permission = permissionOfPage(useLocation().pathname);
  if (permission === null || can(permission)) return children;
  return (
    <EmptyState
      icon="lock"
      title={t('shell.notAllowed.title')}
      text={t('shell.notAllowed.text', { permission })}
    >
      <Link to="/" className={buttonClass('primary')}>
        {t('notFound.home')}
      </Link>
    </EmptyState>
  );
}
