import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { createClient } from '../queries.ts';

export function AddClientDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const work = useChange(createClient, [['session']], onClose);
  return (
    <Dialog title={t('organisations.addTitle')} text={t('organisations.addText')} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={(event) => work.mutate(formValues(event).name ?? '')}>
        <TextField label={t('organisations.name')} name="name" maxLength={100} autoComplete="off" required />
        {work.isError && <ProblemNotice error={work.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('shell.form.cancel')}</Button>
          <Button type="submit" tone="primary" disabled={work.isPending}>
            {t('organisations.addSubmit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
