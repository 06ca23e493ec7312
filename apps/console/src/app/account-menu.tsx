import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sendJson } from '../api/send-json.ts';
import { sessionQuery } from '../api/session-query.ts';
import { Button } from '../ui/button.tsx';

async function signOut(): Promise<void> {
  await sendJson('POST', '/v1/auth/sign-out', null, null);
  // Nothing of the account stays in the memory of the page.
  location.assign('/sign-in');
}

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { data } = useQuery(sessionQuery);
  if (!data) return null;
  return (
    <div className="flex items-center justify-between gap-2">
      <div className="min-w-0 text-xs">
        <p className="truncate font-medium" data-testid="account-name">
          {data.user.name}
        </p>
        <p className="truncate text-faint">{data.memberships[0]?.name ?? data.user.email}</p>
      </div>
      <Button tone="plain" size="small" data-testid="sign-out" onClick={() => void signOut()}>
        {t('account.signOut')}
      </Button>
    </div>
  );
}
