import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { requestPasswordReset } from '../queries.ts';
import { AccountForm } from './account-form.tsx';

/** Asks for a letter with a link; what is said after does not depend on whether the address has an account. */
export function ForgottenPassword({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  const work = useMutation({ mutationFn: requestPasswordReset });
  return (
    <div className="flex flex-col gap-3">
      {work.data ? (
        <p role="status" data-testid="letter-sent" className="text-sm">
          {t(work.data.delivery === 'mail' ? 'account.forgotten.sent' : 'account.forgotten.inTerminal')}
        </p>
      ) : (
        <AccountForm
          submit={t('account.forgotten.submit')}
          isBusy={work.isPending}
          error={work.error}
          onSubmit={({ email = '' }) => work.mutate(email)}
        >
          <TextField label={t('account.email')} name="email" type="email" autoComplete="username" required />
        </AccountForm>
      )}
      <Button tone="plain" size="small" onClick={onBack}>
        {t('account.forgotten.back')}
      </Button>
    </div>
  );
}
