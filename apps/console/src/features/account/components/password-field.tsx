import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/text-field.tsx';

/** `isNew`: chosen here, at least ten characters. */
export function PasswordField({ isNew = false }: { isNew?: boolean }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t(isNew ? 'account.newPassword' : 'account.password')}
      {...(isNew && { hint: t('account.passwordHint'), minLength: 10 })}
      name="password"
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      maxLength={128}
      required
    />
  );
}
