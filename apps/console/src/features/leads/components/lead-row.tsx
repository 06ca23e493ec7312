import type { Lead } from '@allo/contracts/http';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { formatParty } from '../../../format/party.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { buttonClass } from '../../../ui/button-class.ts';
import { FieldName } from '../../../ui/field-name.tsx';
import { Icon } from '../../../ui/icon.tsx';

const statusTones: Record<Lead['status'], Tone> = { new: 'accent', in_progress: 'caller', done: 'neutral' };

export function LeadRow({ lead }: { lead: Lead }) {
  const { t, i18n } = useTranslation();
  // The name and the number are shown large above, whatever the scenario calls them.
  const fields = lead.fields.filter((field) => field.value !== lead.name && field.value !== lead.phone);
  const phone = lead.phone === null ? null : formatParty(lead.phone);
  return (
    <li
      id={lead.id}
      className="flex scroll-mt-20 flex-wrap items-start gap-x-6 gap-y-3 px-5 py-4 target:bg-accent-soft"
    >
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className={`text-[15px] font-semibold tracking-tight ${lead.name ? '' : 'text-faint'}`}>
            {lead.name ?? t('leads.unnamed')}
          </h2>
          {phone && (
            <a
              href={`tel:${lead.phone}`}
              aria-label={t('leads.callPhone', { phone })}
              className="text-sm text-accent tabular-nums hover:underline"
            >
              {phone}
            </a>
          )}
        </div>
        {fields.length > 0 && (
          <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1.5 text-sm">
            {fields.map((field) => (
              <div key={field.name} className="flex min-w-0 gap-2">
                <dt className="text-faint">
                  <FieldName name={field.name} />
                </dt>
                <dd className="min-w-0 break-words">{field.display || field.value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Badge>{t(`leads.kind.${lead.kind}`)}</Badge>
        <Badge tone={statusTones[lead.status]}>{t(`leads.status.${lead.status}`)}</Badge>
        <time dateTime={lead.createdAt} className="text-[13px] text-faint tabular-nums">
          {formatMoment(lead.createdAt, i18n.language)}
        </time>
        {lead.callId && (
          <Link
            to="/calls/$callId"
            params={{ callId: lead.callId }}
            className={buttonClass('quiet', 'small')}
          >
            <Icon name="waves" />
            {t('leads.openCall')}
          </Link>
        )}
      </div>
    </li>
  );
}
