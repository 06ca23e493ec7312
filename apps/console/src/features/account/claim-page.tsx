import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/language.ts';
import { TextField } from '../../ui/text-field.tsx';
import { AccountForm } from './components/account-form.tsx';
import { AccountPage } from './components/account-page.tsx';
import { PasswordField } from './components/password-field.tsx';
import { hashToken } from './hash-token.ts';
import { claim } from './queries.ts';

/** The link of the first start: whoever holds it becomes the owner. */
export function ClaimPage() {
  const { t, i18n } = useTranslation();
  const work = useMutation({ mutationFn: claim, onSuccess: () => location.assign('/') });
  if (hashToken === '')
    return <AccountPage title={t('account.claim.title')} text={t('account.claim.noToken')} children={null} />;
  return (
    <AccountPage title={t('account.claim.title')} text={t('account.claim.text')}>
      <AccountForm
        submit={t('account.claim.submit')}
        isBusy={work.isPending || work.isSuccess}
        error={work.error}
        onSubmit={({ name = '', organisationName = '', email = '', password = '' }) =>
          work.mutate({
            token: hashToken,
            name,
            organisationName,
            email,
            password,
            language: i18n.language as Language,
          })
        }
      >
        <TextField label={t('account.name')} name="name" autoComplete="name" maxLength={100} required />
        <TextField
          label={t('account.organisation')}
          name="organisationName"
          autoComplete="organization"
          maxLength={100}
          required
        />
        <TextField label={t('account.email')} name="email" type="email" autoComplete="username" required />
        <PasswordField isNew />
      </AccountForm>
    </AccountPage>
  );
}
