import { type Role, roles } from '@allo/contracts/access';
import type { SentInvitation } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useAccount } from '../../../app/account-context.ts';
import { Button } from '../../../ui/button.tsx';
import { ChoiceField } from '../../../ui/choice-field.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { rolesToGive } from '../member-rules.ts';
import { invite } from '../queries.ts';

interface InviteDialogProps {
  onClose: () => void;
  onSent: (invitation: SentInvitation) => void;
}

export function InviteDialog({ onClose, onSent }: InviteDialogProps) {
  const { t } = useTranslation();
  const { organisation } = useAccount();
  const [role, setRole] = useState<Role>('operator');
  const work = useChange(invite, [['invitations']], onSent);
  return (
    <Dialog title={t('team.inviteTitle')} text={t('team.inviteText')} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => work.mutate({ email: formValues(event).email ?? '', role })}
      >
        <TextField
          label={t('account.email')}
          name="email"
          type="email"
          autoComplete="off"
          maxLength={254}
          required
        />
        <ChoiceField
          label={t('team.role')}
          hint={t(`role.${role}.text`)}
          value={role}
          onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? role)}
        >
          {rolesToGive(organisation.role).map((one) => (
            <option key={one} value={one}>
              {t(`role.${one}.name`)}
            </option>
          ))}
        </ChoiceField>
        {work.isError && <ProblemNotice error={work.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('shell.form.cancel')}</Button>
          <Button type="submit" tone="primary" disabled={work.isPending} data-testid="send-invitation">
            {t('team.inviteSubmit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
