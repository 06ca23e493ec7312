import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../api/problem-error.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';

const known = [
  'unauthorized',
  'email_unconfirmed',
  'rate_limited',
  'not_found',
  'conflict',
  'forbidden',
] as const;

/** Why a form of an account was not taken. */
export function FormProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const code = error instanceof ProblemError ? known.find((one) => one === error.code) : undefined;
  if (!code) return <ProblemNotice error={error} />;
  return (
    <p role="alert" data-testid="form-problem" className="rounded-lg bg-bad-soft px-3 py-2.5 text-sm">
      {t(`account.problem.${code}`)}
    </p>
  );
}
