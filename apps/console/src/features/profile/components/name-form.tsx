import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useAccount } from '../../../app/account-context.ts';
import { Button } from '../../../ui/button.tsx';
import { ChoiceField } from '../../../ui/choice-field.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { editProfile } from '../queries.ts';

export function NameForm() {
  const { t } = useTranslation();
  const { user } = useAccount();
  const work = useChange(editProfile, [['session'], ['members']]);
  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={(event) => {
        const { name = '', language } = formValues(event);
        work.mutate({ name, language: language === 'en' ? 'en' : 'ru' });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('account.name')}
          name="name"
          defaultValue={user.name}
          autoComplete="name"
          maxLength={100}
          required
        />
        <ChoiceField label={t('profile.language')} name="language" defaultValue={user.language}>
          <option value="ru">Русский</option>
          <option value="en">English</option>
        </ChoiceField>
      </div>
      <p className="text-[13px] break-all text-faint">{user.email}</p>
      {work.isError && <ProblemNotice error={work.error} />}
      {work.isSuccess && <Notice>{t('shell.form.saved')}</Notice>}
      <div>
        <Button type="submit" disabled={work.isPending}>
          {t('shell.form.save')}
        </Button>
      </div>
    </form>
  );
}
