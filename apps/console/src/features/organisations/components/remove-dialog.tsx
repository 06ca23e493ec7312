import { useTranslation } from 'react-i18next';
import { chosenOrganisation, rememberOrganisation } from '../../../api/organisation-choice.ts';
import { useChange } from '../../../api/use-change.ts';
import type { Membership } from '../../../app/account-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { removeOrganisation } from '../queries.ts';

interface RemoveDialogProps {
  organisation: Pick<Membership, 'id' | 'name'>;
  onClose: () => void;
}

/** Asks for the name, typed; the one that one acts in is left for the first of the others. */
export function RemoveDialog({ organisation: { id, name }, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const work = useChange(removeOrganisation, [['session']], () => {
    onClose();
    if (chosenOrganisation() !== id) return;
    rememberOrganisation(null);
    location.assign('/settings/organisation');
  });
  return (
    <ConfirmDialog
      title={t('organisations.removeTitle', { name })}
      text={t('organisations.dangerText')}
      submit={t('organisations.removeSubmit')}
      typed={{
        label: t('shell.form.typeToConfirm', { text: name }),
        isRight: (text) => text.trim() === name,
      }}
      isBusy={work.isPending}
      error={work.error}
      onConfirm={() => work.mutate({ id, name })}
      onClose={onClose}
    />
  );
}
