import { permissions, permissionsOf, roles } from '@allo/contracts/access';
import { useTranslation } from 'react-i18next';
import { usePermissionName } from '../../../i18n/use-permission-name.ts';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';

/** The table of permissions, as the API has it. */
export function RoleTable() {
  const { t } = useTranslation();
  const nameOf = usePermissionName();
  return (
    <Card>
      <details className="group">
        <summary className="flex list-none items-center gap-3 rounded-2xl px-5 py-4 transition-colors hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <span className="min-w-0 flex-1">
            <span className="block text-sm font-semibold tracking-tight">{t('team.rolesTitle')}</span>
            <span className="block text-[13px] text-faint">{t('team.rolesText')}</span>
          </span>
          <Icon name="down" className="size-4 text-faint transition-transform group-open:rotate-180" />
        </summary>
        {/* `relative`: what only screen readers see stays inside the part that scrolls. */}
        <div className="relative overflow-x-auto border-t border-line">
          <table className="w-full min-w-[720px] text-[13px]">
            <thead>
              <tr className="border-b border-line bg-sunken/60 text-faint">
                <th scope="col" className="sticky left-0 z-10 bg-sunken px-5 py-2.5 text-left font-medium">
                  {t('team.permission')}
                </th>
                {roles.map((role) => (
                  <th
                    key={role}
                    scope="col"
                    className="px-1 py-2.5 text-xs font-medium"
                    title={t(`role.${role}.text`)}
                  >
                    {t(`role.${role}.name`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y">
              {permissions.map((permission) => (
                <tr key={permission}>
                  <th
                    scope="row"
                    title={permission}
                    className="sticky left-0 z-10 max-w-44 bg-surface py-2 pr-2 pl-5 text-left font-normal sm:max-w-none"
                  >
                    {nameOf(permission)}
                  </th>
                  {roles.map((role) => {
                    const isAllowed = permissionsOf(role).has(permission);
                    return (
                      <td key={role} className="px-1 py-2 text-center">
                        {isAllowed && <Icon name="check" className="inline size-4 text-good" />}
                        <span className="sr-only">{t(isAllowed ? 'team.allowed' : 'team.notAllowed')}</span>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Card>
  );
}
