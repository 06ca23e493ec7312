import { webhookEventTypes } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import type { ru } from '../../../i18n/ru.ts';
import { CheckBox } from '../../../ui/check-box.tsx';
import { eventGroups, isChosen, withGroup, withType } from '../event-filters.ts';

type Group = keyof typeof ru.webhooks.groups;
const groups = eventGroups(webhookEventTypes);

interface EventChoiceProps {
  filters: ReadonlySet<string>;
  onChange: (filters: ReadonlySet<string>) => void;
}

/** All events, whole groups, or single ones. */
export function EventChoice({ filters, onChange }: EventChoiceProps) {
  const { t } = useTranslation();
  const isAll = filters.has('*');
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-2 text-sm font-medium">{t('webhooks.events')}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <CheckBox
          type="radio"
          name="events"
          label={t('webhooks.allEvents')}
          checked={isAll}
          onChange={() => onChange(new Set(['*']))}
        />
        <CheckBox
          type="radio"
          name="events"
          label={t('webhooks.someEvents')}
          checked={!isAll}
          onChange={() => onChange(new Set(['call.ended', 'lead.*']))}
        />
      </div>
      {!isAll && (
        <div className="flex max-h-60 flex-col divide-y overflow-y-auto rounded-lg border border-line">
          {[...groups].map(([group, types]) => (
            <details key={group} className="px-3 py-2" open={types.some((type) => isChosen(filters, type))}>
              <summary className="text-sm font-medium">{t(`webhooks.groups.${group as Group}`)}</summary>
              <div className="mt-2 flex flex-col gap-1.5 pl-1">
                <CheckBox
                  label={t('webhooks.wholeGroup')}
                  checked={filters.has(`${group}.*`)}
                  onChange={(event) => onChange(withGroup(filters, group, event.target.checked))}
                />
                {types.map((type) => (
                  <CheckBox
                    key={type}
                    label={<code className="font-mono text-[13px]">{type}</code>}
                    checked={isChosen(filters, type)}
                    onChange={(event) =>
                      onChange(withType(filters, type, event.target.checked, webhookEventTypes))
                    }
                  />
                ))}
              </div>
            </details>
          ))}
        </div>
      )}
    </fieldset>
  );
}
