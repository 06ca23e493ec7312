import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../ui/button-class.ts';
import { EmptyState } from '../ui/empty-state.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState icon="info" title={t('notFound.title')} text={t('notFound.text')}>
      <Link to="/" className={buttonClass('primary')}>
        {t('notFound.home')}
      </Link>
    </EmptyState>
  );
}
