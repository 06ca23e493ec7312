import type { CallDetail } from '@allo/contracts/http';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { FieldName } from '../../../ui/field-name.tsx';
import { Icon } from '../../../ui/icon.tsx';

/** What the agent collected; a tick where the caller said yes to it. */
export function CallFields({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const lead = call.leadId && (
    <Link
      to="/leads"
      hash={call.leadId}
      className="text-[13px] font-medium text-accent hover:text-accent-strong"
    >
      {t('detail.lead')}
    </Link>
  );
  return (
    <Card title={t('detail.fields')} aside={lead}>
      {call.fields.length === 0 ? (
        <p className="p-5 text-sm text-faint">{t('detail.noFields')}</p>
      ) : (
        <dl className="divide-y">
          {call.fields.map((field) => {
            const label = t(field.isConfirmed ? 'detail.confirmed' : 'detail.unconfirmed');
            return (
              <div key={field.name} className="flex items-start gap-3 px-5 py-3">
                <span title={label} className={`mt-0.5 ${field.isConfirmed ? 'text-good' : 'text-faint'}`}>
                  <Icon name={field.isConfirmed ? 'check' : 'info'} />
                  <span className="sr-only">{label}</span>
                </span>
                <div className="min-w-0">
                  <dt className="text-xs text-faint">
                    <FieldName name={field.name} />
                  </dt>
                  <dd className="text-sm font-medium break-words">{field.display || field.value}</dd>
                </div>
              </div>
            );
          })}
        </dl>
      )}
    </Card>
  );
}
