import { type Retention, retentionKinds } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { changeRetention } from '../queries.ts';

const usualDays = 90;
const mostDays = 36_500;

/** Days for each kind, or for ever. */
export function RetentionForm({ stored }: { stored: Retention }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(stored);
  const work = useChange(changeRetention, [['retention']]);
  const set = (change: Partial<Retention>) => {
    work.reset();
    setWanted({ ...wanted, ...change });
  };
  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        work.mutate(wanted);
      }}
    >
      <p className="text-[13px] text-faint">{t('privacy.retentionText')}</p>
      <ul className="flex flex-col gap-3.5">
        {retentionKinds.map((kind) => {
          const name = t(`privacy.kind.${kind}`);
          const days = wanted[kind];
          return (
            <li key={kind} className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <span className="min-w-0 flex-1 basis-48 text-sm font-medium">{name}</span>
              <label className="flex items-center gap-2 text-sm">
                <input
                  type="number"
                  name={kind}
                  min={1}
                  max={mostDays}
                  required={days !== null}
                  disabled={days === null}
                  aria-label={t('privacy.daysOf', { kind: name })}
                  value={days ?? ''}
                  onChange={(event) => set({ [kind]: event.target.valueAsNumber || 0 })}
                  className="h-9.5 w-24 rounded-lg border border-line bg-surface px-3 text-sm tabular-nums hover:border-line-strong disabled:bg-sunken disabled:text-faint"
                />
                {t('privacy.days')}
              </label>
              <CheckBox
                label={t('privacy.forever')}
                aria-label={t('privacy.foreverOf', { kind: name })}
                checked={days === null}
                onChange={(event) => set({ [kind]: event.target.checked ? null : usualDays })}
              />
            </li>
          );
        })}
      </ul>
      {work.isError && <ProblemNotice error={work.error} />}
      {work.isSuccess && <Notice>{t('shell.form.saved')}</Notice>}
      <div>
        <Button type="submit" disabled={work.isPending}>
          {t('shell.form.save')}
        </Button>
      </div>
    </form>
  );
}
