import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { chosenOrganisation, pickOrganisation, rememberOrganisation } from '../api/organisation-choice.ts';
import { ProblemError } from '../api/problem-error.ts';
import { sessionQuery } from '../api/session-query.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AccountContext } from './account-context.ts';
import { followLiveCalls } from './live/live-calls.ts';
import { NoOrganisation } from './no-organisation.tsx';

/** Shows what is in it once it is known who reads and in which organisation; nobody is sent to sign in. */
export function SignedIn({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  const { data } = session;
  const organisation = data ? pickOrganisation(data.memberships, chosenOrganisation()) : null;
  // Before any request below is made; the choice belongs to the page, not to this component.
  if (organisation && organisation.id !== chosenOrganisation()) rememberOrganisation(organisation.id);
  const maySeeCalls = organisation?.permissions.includes('calls:read') ?? false;
  const client = useQueryClient();
  const organisationId = organisation?.id;
  useEffect(
    () => (maySeeCalls && organisationId ? followLiveCalls(client) : undefined),
    [client, maySeeCalls, organisationId],
  );

  const shownId = useRef<string>(undefined);
  useEffect(() => {
    // Removed from where one was: nothing of it stays on the page.
    if (shownId.current && organisationId && shownId.current !== organisationId) location.assign('/');
    shownId.current = organisationId;
  }, [organisationId]);

  if (data && organisation) {
    const account = { user: data.user, memberships: data.memberships, organisation };
    return <AccountContext value={account}>{children}</AccountContext>;
  }
  if (data) return <NoOrganisation user={data.user} />;
  // Whoever is not signed in is on the way to the page where they can.
  const isStranger = session.error instanceof ProblemError && session.error.status === 401;
  if (session.isError && !isStranger) {
    return (
      <div className="mx-auto max-w-xl px-4 py-16">
        <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
      </div>
    );
  }
  return (
    <div aria-busy="true" className="mx-auto flex max-w-6xl flex-col gap-5 px-4 py-10">
      <Skeleton className="h-9 w-56" />
      <Skeleton className="h-40 w-full rounded-2xl" />
      <Skeleton className="h-72 w-full rounded-2xl" />
    </div>
  );
}
