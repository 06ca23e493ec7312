import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { returnPath } from '../../app/public-pages.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AccountForm } from './components/account-form.tsx';
import { AccountPage } from './components/account-page.tsx';
import { ForgottenPassword } from './components/forgotten-password.tsx';
import { OtherSites } from './components/other-sites.tsx';
import { PasswordField } from './components/password-field.tsx';
import { methodsQuery, signIn } from './queries.ts';

const route = getRouteApi('/sign-in');
/** Reasons the server sends the browser back with. */
const told = ['link_expired', 'not_invited'] as const;

/** What the page is opened with: a confirmed address, or a way in that failed. */
function Notice({ error, isConfirmed }: { error: string | undefined; isConfirmed: boolean }) {
  const { t } = useTranslation();
  if (!error && !isConfirmed) return null;
  const reason = told.find((one) => one === error) ?? 'other';
  return (
    <p
      role="status"
      className={`mb-4 rounded-lg px-3 py-2.5 text-sm ${error ? 'bg-bad-soft' : 'bg-good-soft'}`}
    >
      {error ? t(`account.signIn.failed.${reason}`) : t('account.signIn.confirmed')}
    </p>
  );
}

export function SignInPage() {
  const { t } = useTranslation();
  const { from, error, confirmed } = route.useSearch();
  const [isForgotten, setForgotten] = useState(false);
  const methods = useQuery(methodsQuery);
  const returnTo = returnPath(from);
  const work = useMutation({ mutationFn: signIn, onSuccess: () => location.assign(returnTo) });
  if (methods.data?.isClaimed === false) {
    return <AccountPage title={t('account.claim.title')} text={t('account.claim.noToken')} children={null} />;
  }
  if (isForgotten) {
    return (
      <AccountPage title={t('account.forgotten.title')} text={t('account.forgotten.text')}>
        <ForgottenPassword onBack={() => setForgotten(false)} />
      </AccountPage>
    );
  }
  return (
    <AccountPage title={t('account.signIn.title')}>
      <Notice error={error} isConfirmed={confirmed === true} />
      <AccountForm
        submit={t('account.signIn.submit')}
        isBusy={work.isPending || work.isSuccess}
        error={work.error}
        onSubmit={({ email = '', password = '' }) => work.mutate({ email, password })}
      >
        <TextField label={t('account.email')} name="email" type="email" autoComplete="username" required />
        <PasswordField />
      </AccountForm>
      <Button tone="plain" size="small" className="mt-3 w-full" onClick={() => setForgotten(true)}>
        {t('account.forgotten.title')}
      </Button>
      <OtherSites providers={methods.data?.providers ?? []} returnTo={returnTo} />
    </AccountPage>
  );
}
