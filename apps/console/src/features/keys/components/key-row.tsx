import type { ApiKey } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { usePermissionName } from '../../../i18n/use-permission-name.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';

export function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (() => void) | null }) {
  const { t, i18n } = useTranslation();
  const nameOf = usePermissionName();
  const { name, prefix, scopes, madeBy, createdAt, expiresAt, lastUsedAt, isExpired } = apiKey;
  const moment = (iso: string) => formatMoment(iso, i18n.language);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2.5 px-5 py-4" data-testid="key">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm font-medium">
          <span className="min-w-0 break-words">{name}</span>
          <code className="min-w-0 font-mono text-xs font-normal break-all text-faint">{prefix}…</code>
          {isExpired && <Badge tone="warn">{t('keys.expired')}</Badge>}
        </p>
        <p className="mt-0.5 text-[13px] text-faint">
          {t('keys.madeBy', { name: madeBy, when: moment(createdAt) })}
          {' · '}
          {expiresAt === null ? t('keys.forever') : t('keys.expires', { when: moment(expiresAt) })}
          {' · '}
          {lastUsedAt === null ? t('keys.neverUsed') : t('keys.lastUsed', { when: moment(lastUsedAt) })}
        </p>
        <details className="mt-1 text-[13px]">
          <summary className="w-fit text-soft hover:text-ink">
            {t('keys.scopes', { count: scopes.length })}
          </summary>
          <ul className="mt-1.5 flex flex-wrap gap-1.5">
            {scopes.map((scope) => (
              <li key={scope} title={scope}>
                <Badge>{nameOf(scope)}</Badge>
              </li>
            ))}
          </ul>
        </details>
      </div>
      {onRevoke && (
        <Button size="small" onClick={onRevoke} aria-label={t('keys.revokeNamed', { name })}>
          {t('keys.revoke')}
        </Button>
      )}
    </li>
  );
}
