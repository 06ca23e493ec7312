import { useTranslation } from 'react-i18next';
import { fieldKey } from '../i18n/field-key.ts';

export function FieldName({ name }: { name: string }) {
  const { t } = useTranslation();
  const key = fieldKey(name);
  return <>{key ? t(`field.${key}`) : name.replaceAll('_', ' ')}</>;
}
