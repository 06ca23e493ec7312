import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem-error.ts';
import { sessionQuery } from '../../api/session-query.ts';
import type { Language } from '../../i18n/language.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AccountForm } from './components/account-form.tsx';
import { AccountPage } from './components/account-page.tsx';
import { FormProblem } from './components/form-problem.tsx';
import { PasswordField } from './components/password-field.tsx';
import { hashToken } from './hash-token.ts';
import { acceptInvitation, invitationQuery, join, signIn } from './queries.ts';

/** Whoever has an account signs in with its password and accepts; whoever has none makes one. */
async function enter(wanted: { name: string; email: string; password: string; language: Language }) {
  const { name, email, password, language } = wanted;
  try {
    await join({ token: hashToken, name, password, language });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'conflict') throw error;
    await signIn({ email, password });
    await acceptInvitation(hashToken);
  }
}

/** The link of an invitation. */
export function JoinPage() {
  const { t, i18n } = useTranslation();
  const invitation = useQuery(invitationQuery(hashToken));
  const session = useQuery({ ...sessionQuery, retry: false });
  const toConsole = () => location.assign('/');
  const accept = useMutation({ mutationFn: () => acceptInvitation(hashToken), onSuccess: toConsole });
  const work = useMutation({ mutationFn: enter, onSuccess: toConsole });
  const found = invitation.data;
  const title = t('account.join.title');
  if (invitation.isPending || session.isPending) {
    return <AccountPage title={title} children={<Skeleton className="h-24" />} />;
  }
  if (!found) return <AccountPage title={title} children={<FormProblem error={invitation.error} />} />;
  const text = t('account.join.text', { organisation: found.organisationName, email: found.email });
  if (session.data?.user.email === found.email) {
    return (
      <AccountPage title={title} text={text}>
        <AccountForm
          submit={t('account.join.accept')}
          isBusy={accept.isPending || accept.isSuccess}
          error={accept.error}
          onSubmit={() => accept.mutate()}
          children={null}
        />
      </AccountPage>
    );
  }
  return (
    <AccountPage title={title} text={text}>
      <AccountForm
        submit={t('account.join.submit')}
        isBusy={work.isPending || work.isSuccess}
        error={work.error}
        onSubmit={({ name = '', password = '' }) =>
          work.mutate({ name, email: found.email, password, language: i18n.language as Language })
        }
      >
        <TextField label={t('account.name')} name="name" autoComplete="name" maxLength={100} required />
        <input type="hidden" name="username" autoComplete="username" value={found.email} readOnly />
        <PasswordField isNew />
        <p className="text-xs text-faint">{t('account.join.hint')}</p>
      </AccountForm>
    </AccountPage>
  );
}
