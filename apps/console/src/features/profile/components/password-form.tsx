import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../api/problem-error.ts';
import { useChange } from '../../../api/use-change.ts';
import { useAccount } from '../../../app/account-context.ts';
import { Button } from '../../../ui/button.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { changePassword } from '../queries.ts';

export function PasswordForm() {
  const { t } = useTranslation();
  const { user } = useAccount();
  const work = useChange(changePassword, [['devices']]);
  const isWrong = work.error instanceof ProblemError && work.error.code === 'bad_request';
  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={(event) => {
        const { currentPassword = '', newPassword = '' } = formValues(event);
        const form = event.currentTarget;
        work.mutate({ currentPassword, newPassword }, { onSuccess: () => form.reset() });
      }}
    >
      <p className="text-[13px] text-faint">{t('profile.passwordText')}</p>
      <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('profile.currentPassword')}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          maxLength={128}
          required
        />
        <TextField
          label={t('account.newPassword')}
          hint={t('account.passwordHint')}
          name="newPassword"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={128}
          required
        />
      </div>
      {isWrong && (
        <p role="alert" className="rounded-lg bg-bad-soft px-3 py-2.5 text-sm">
          {t('profile.wrongPassword')}
        </p>
      )}
      {work.isError && !isWrong && <ProblemNotice error={work.error} />}
      {work.isSuccess && <Notice>{t('profile.passwordChanged')}</Notice>}
      <div>
        <Button type="submit" disabled={work.isPending}>
          {t('profile.changePassword')}
        </Button>
      </div>
    </form>
  );
}
