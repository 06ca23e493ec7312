import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AccountForm } from './components/account-form.tsx';
import { AccountPage } from './components/account-page.tsx';
import { PasswordField } from './components/password-field.tsx';
import { hashToken } from './hash-token.ts';
import { resetPassword } from './queries.ts';

/** The link of a letter: a new password, once. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const work = useMutation({ mutationFn: resetPassword, onSuccess: () => location.assign('/sign-in') });
  return (
    <AccountPage title={t('account.reset.title')} text={t('account.reset.text')}>
      <AccountForm
        submit={t('account.reset.submit')}
        isBusy={work.isPending || work.isSuccess}
        error={work.error}
        onSubmit={({ password = '' }) => work.mutate({ token: hashToken, password })}
      >
        <PasswordField isNew />
      </AccountForm>
    </AccountPage>
  );
}
