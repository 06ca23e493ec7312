import { organisationSchema, type SessionView, signInMethodsSchema } from '@allo/contracts/http';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readJson } from '../api/read-json.ts';
import { sendJson } from '../api/send-json.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { formValues } from '../ui/form-values.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { signOut } from './sign-out.ts';

const methodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: ({ signal }) => readJson('/v1/auth/methods', signInMethodsSchema, signal),
});

/** Somebody who was removed everywhere, or just registered. */
export function NoOrganisation({ user }: { user: SessionView['user'] }) {
  const { t } = useTranslation();
  const methods = useQuery(methodsQuery);
  const make = useMutation({
    mutationFn: (name: string) => sendJson('POST', '/v1/organisations/own', { name }, organisationSchema),
    onSuccess: () => location.assign('/'),
  });
  const isOpen = methods.data?.signUp === 'open';
  return (
    <main className="mx-auto max-w-lg py-16">
      <EmptyState
        icon="organisation"
        title={t('shell.noOrganisation.title')}
        text={t(isOpen ? 'shell.noOrganisation.make' : 'shell.noOrganisation.ask', { email: user.email })}
      >
        {isOpen && (
          <form
            className="flex w-full flex-col gap-3 text-left"
            onSubmit={(event) => make.mutate(formValues(event).name ?? '')}
          >
            <TextField label={t('account.organisation')} name="name" maxLength={100} required />
            {make.isError && <ProblemNotice error={make.error} />}
            <Button type="submit" tone="primary" disabled={make.isPending}>
              {t('shell.noOrganisation.submit')}
            </Button>
          </form>
        )}
        <Button onClick={() => void signOut()}>{t('account.signOut')}</Button>
      </EmptyState>
    </main>
  );
}
