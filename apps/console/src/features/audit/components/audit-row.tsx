import type { AuditEntry } from '@allo/contracts/http';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { actionKey } from '../action-name.ts';
import type { AuditFilters } from '../audit-filters.ts';
import { AuditDiff } from './audit-diff.tsx';

interface AuditRowProps {
  entry: AuditEntry;
  filters: AuditFilters;
}

export function AuditRow({ entry, filters }: AuditRowProps) {
  const { t, i18n } = useTranslation();
  const { seq, at, actor, action, target, requestId } = entry;
  const key = actionKey(action);
  return (
    <li data-testid="audit-entry" data-action={action}>
      <details className="group">
        <summary className="flex list-none flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5 transition-colors hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <span className="w-9 shrink-0 text-xs text-faint tabular-nums">{seq}</span>
          <span className="min-w-0 flex-1 basis-52">
            <span className="block text-sm font-medium">{key ? t(`audit.action.${key}`) : action}</span>
            <span className="block truncate text-[13px] text-faint">
              {actor.kind === 'system' ? t('audit.system') : actor.name}
              {actor.kind === 'api-key' && ` (${t('audit.by')})`}
            </span>
          </span>
          <time dateTime={at} className="text-[13px] text-faint tabular-nums max-sm:pl-13">
            {formatMoment(at, i18n.language)}
          </time>
          <Icon
            name="down"
            className="size-4 text-faint transition-transform group-open:rotate-180 max-sm:ml-auto"
          />
        </summary>
        <div className="flex flex-col gap-3 border-t border-line bg-sunken/40 px-5 py-4">
          <AuditDiff diff={entry.diff} />
          <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5 text-xs text-faint">
            <span className="break-all">
              {t('audit.target')}: <code className="font-mono">{`${target.kind} ${target.id}`}</code>
            </span>
            {actor.address !== null && (
              <span>
                {t('audit.address')}: <code className="font-mono">{actor.address}</code>
              </span>
            )}
            {requestId !== null && (
              <span className="break-all">
                {t('audit.requestId')}: <code className="font-mono">{requestId}</code>
              </span>
            )}
            <Badge>{action}</Badge>
            <Link
              to="/settings/audit"
              search={{ ...filters, actorId: actor.id, actorName: actor.name }}
              className="text-accent hover:underline"
            >
              {t('audit.onlyThis', { name: actor.name })}
            </Link>
          </div>
        </div>
      </details>
    </li>
  );
}
