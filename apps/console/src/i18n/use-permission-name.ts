import type { Permission } from '@allo/contracts/access';
import { useTranslation } from 'react-i18next';
import type { ru } from './ru.ts';

type Leaves<T> = { [K in keyof T & string]: `${K}.${keyof T[K] & string}` }[keyof T & string];

/** A permission in words. */
export function usePermissionName(): (permission: Permission) => string {
  const { t } = useTranslation();
  return (permission) => t(`permission.${permission.replace(':', '.') as Leaves<typeof ru.permission>}`);
}
