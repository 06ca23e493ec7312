import type { SignInMethods } from '@allo/contracts/http';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { startOAuth } from '../queries.ts';
import { FormProblem } from './form-problem.tsx';

const names = { google: 'Google', github: 'GitHub', yandex: 'Яндекс ID' };

/** Signing in by another site, where one is set up. */
export function OtherSites({
  providers,
  returnTo,
}: {
  providers: SignInMethods['providers'];
  returnTo: string;
}) {
  const { t } = useTranslation();
  const work = useMutation({
    mutationFn: (provider: string) => startOAuth(provider, returnTo),
    onSuccess: (started) => started && location.assign(started.url),
  });
  if (providers.length === 0) return null;
  return (
    <div className="mt-4 flex flex-col gap-2 border-t border-line pt-4">
      {providers.map((provider) => (
        <Button key={provider} disabled={work.isPending} onClick={() => work.mutate(provider)}>
          {t('account.signIn.by', { site: names[provider] })}
        </Button>
      ))}
      <FormProblem error={work.error} />
    </div>
  );
}
