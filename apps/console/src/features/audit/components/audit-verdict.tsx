import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { auditVerdictQuery } from '../queries.ts';

/** Whether every entry is the one that was written. */
export function AuditVerdict() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(auditVerdictQuery);
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <p className="text-[13px] text-faint">{t('audit.checking')}</p>;
  if (data.brokenAt) {
    const { seq, reason } = data.brokenAt;
    return (
      <div
        role="alert"
        className="flex items-start gap-3 rounded-xl border border-line bg-bad-soft p-4 text-sm"
      >
        <Icon name="alert" className="mt-0.5 size-5 text-bad" />
        <div>
          <p className="font-semibold">{t('audit.broken', { seq })}</p>
          <p className="text-soft">
            {t(`audit.reason.${reason}`)} {t('audit.brokenCure')}
          </p>
        </div>
      </div>
    );
  }
  return (
    <p
      className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-faint"
      data-testid="chain-intact"
    >
      <Badge tone="good">
        <Icon name="shield" className="size-3.5" />
        {t('audit.intact')}
      </Badge>
      <span>{t('audit.intactHint', { count: data.entries })}</span>
      {data.lastHash !== null && (
        <code className="font-mono text-xs" title={data.lastHash}>
          {data.lastHash.slice(0, 12)}…
        </code>
      )}
    </p>
  );
}
