import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problem-error.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const known = [
  'unreachable',
  'unexpected_reply',
  'not_found',
  'rate_limited',
  'forbidden',
  'conflict',
  'bad_request',
  'precondition_failed',
  'unavailable',
] as const;
type KnownCode = (typeof known)[number];

/** What went wrong and what to do about it. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const code = error instanceof ProblemError ? error.code : 'unknown';
  const key: KnownCode | 'unknown' = known.find((one) => one === code) ?? 'unknown';
  const detail = error instanceof Error ? error.message : '';
  return (
    <div
      role="alert"
      className="flex flex-wrap items-start gap-3 rounded-xl border border-line bg-bad-soft p-4"
    >
      <Icon name="alert" className="mt-0.5 size-5 text-bad" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-sm font-semibold">{t(`problem.${key}.title`)}</p>
        <p className="mt-0.5 text-sm text-soft">{t(`problem.${key}.cure`)}</p>
        {detail && <p className="mt-1.5 font-mono text-xs break-words text-faint">{detail}</p>}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          <Icon name="refresh" />
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
