import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ru } from '../../../i18n/ru.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { type AuditFilters, isFiltered } from '../audit-filters.ts';

const things = Object.keys(ru.audit.thing) as Array<keyof typeof ru.audit.thing>;

/** The filters live in the address, so that a filtered log can be linked to. */
export function AuditFilterBar({ filters }: { filters: AuditFilters }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/settings/audit' });
  const choose = (change: AuditFilters) =>
    void navigate({ search: { ...filters, ...change }, replace: true });
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <SelectField
        label={t('audit.filterThing')}
        value={filters.thing ?? ''}
        onChange={(event) => choose({ thing: event.target.value || undefined })}
        className="w-full sm:w-56"
      >
        <option value="">{t('audit.allThings')}</option>
        {things.map((one) => (
          <option key={one} value={one}>
            {t(`audit.thing.${one}`)}
          </option>
        ))}
      </SelectField>
      {(['from', 'until'] as const).map((end) => (
        <label key={end} className="flex w-full items-center gap-2 text-[13px] text-faint sm:w-auto">
          <span className="w-16 shrink-0 sm:w-auto">{t(`audit.${end}`)}</span>
          <input
            type="date"
            value={filters[end] ?? ''}
            onChange={(event) => choose({ [end]: event.target.value || undefined })}
            className="h-9.5 min-w-0 flex-1 rounded-lg border border-line bg-surface px-2.5 text-sm text-ink shadow-card hover:border-line-strong"
          />
        </label>
      ))}
      {filters.actorId !== undefined && (
        <Button
          size="small"
          onClick={() => choose({ actorId: undefined, actorName: undefined })}
          title={t('audit.clear')}
        >
          {t('audit.onlyActor', { name: filters.actorName ?? filters.actorId })}
          <Icon name="close" className="size-3.5" />
        </Button>
      )}
      {isFiltered(filters) && (
        <Button size="small" tone="plain" onClick={() => void navigate({ search: {}, replace: true })}>
          {t('audit.clear')}
        </Button>
      )}
    </div>
  );
}
