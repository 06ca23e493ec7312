import type { AuditDifference } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../action-name.ts';

/** Each changed field: what was, and what came instead. */
export function AuditDiff({ diff }: { diff: AuditDifference }) {
  const { t } = useTranslation();
  const fields = Object.entries(diff);
  if (fields.length === 0) return <p className="text-[13px] text-faint">{t('audit.noDetails')}</p>;
  return (
    <dl aria-label={t('audit.details')} className="flex flex-col gap-2.5 text-[13px]">
      {fields.map(([name, { before, after }]) => (
        <div key={name} className="grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]">
          <dt className="font-mono text-xs break-all text-soft sm:pt-1">{name}</dt>
          <dd className="flex min-w-0 flex-wrap items-start gap-1.5">
            <Value label={t('audit.before')} text={shownValue(before)} tone="bg-bad-soft" />
            <span aria-hidden="true" className="pt-0.5 text-faint">
              →
            </span>
            <Value label={t('audit.after')} text={shownValue(after)} tone="bg-good-soft" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ label, text, tone }: { label: string; text: string | null; tone: string }) {
  const { t } = useTranslation();
  return (
    <span className="min-w-0">
      <span className="sr-only">{label}: </span>
      {text === null ? (
        <span className="inline-block py-0.5 text-faint">{t('audit.absent')}</span>
      ) : (
        <span
          className={`inline-block max-h-48 max-w-full overflow-auto rounded-md px-2 py-0.5 break-all whitespace-pre-wrap ${tone}`}
        >
          {text}
        </span>
      )}
    </span>
  );
}
