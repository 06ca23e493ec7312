import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useAccount, useCan } from '../../../app/account-context.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CodeLine } from '../../../ui/code-line.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { isRemovable } from '../is-removable.ts';
import { rename } from '../queries.ts';
import { RemoveDialog } from './remove-dialog.tsx';

/** The organisation one acts in. */
export function OrganisationCard() {
  const { t, i18n } = useTranslation();
  const { organisation, memberships } = useAccount();
  const { id, name, version, createdAt, parentId, isDemo } = organisation;
  const mayRename = useCan()('organisation:write');
  const mayRemove = isRemovable(organisation, memberships);
  const [isRemoving, setRemoving] = useState(false);
  const work = useChange(rename, [['session']]);
  const agency = memberships.find((one) => one.id === parentId);
  return (
    <Card>
      <div className="flex flex-col gap-5 p-5">
        <div className="flex flex-wrap items-center gap-2 text-[13px] text-faint">
          {isDemo && <Badge tone="warn">{t('organisations.demo')}</Badge>}
          {agency && <Badge tone="caller">{t('organisations.clientOf', { name: agency.name })}</Badge>}
          <span>{t('organisations.created', { when: formatMoment(createdAt, i18n.language) })}</span>
        </div>
        {mayRename ? (
          <form
            className="flex flex-wrap items-end gap-3"
            onSubmit={(event) => work.mutate({ name: formValues(event).name ?? '', version })}
          >
            <TextField
              label={t('organisations.name')}
              name="name"
              defaultValue={name}
              maxLength={100}
              autoComplete="organization"
              required
              className="min-w-0 flex-1 basis-60"
            />
            <Button type="submit" disabled={work.isPending} className="!h-10">
              {t('shell.form.save')}
            </Button>
          </form>
        ) : (
          <p className="text-lg font-semibold tracking-tight">{name}</p>
        )}
        {work.isError && <ProblemNotice error={work.error} />}
        <div>
          <p className="mb-1.5 text-sm font-medium">{t('organisations.id')}</p>
          <CodeLine text={id} label={t('organisations.copyId')} />
        </div>
      </div>
      {mayRemove && (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-4">
          <p className="max-w-lg min-w-0 flex-1 basis-60 text-[13px] text-soft">
            {t('organisations.dangerText')}
          </p>
          <Button tone="danger" size="small" onClick={() => setRemoving(true)}>
            {t('shell.form.remove')}
          </Button>
        </div>
      )}
      {isRemoving && <RemoveDialog organisation={organisation} onClose={() => setRemoving(false)} />}
    </Card>
  );
}
