import type { Permission } from '@allo/contracts/access';
import { useTranslation } from 'react-i18next';
import { usePermissionName } from '../../../i18n/use-permission-name.ts';
import { CheckBox } from '../../../ui/check-box.tsx';

interface ScopeListProps {
  held: readonly Permission[];
  ticked: ReadonlySet<Permission>;
  onChange: (ticked: ReadonlySet<Permission>) => void;
}

/** One's own permissions, each to be given to a key or not. */
export function ScopeList({ held, ticked, onChange }: ScopeListProps) {
  const { t } = useTranslation();
  const nameOf = usePermissionName();
  return (
    <div
      role="group"
      aria-label={t('keys.rights')}
      className="grid max-h-56 gap-x-4 gap-y-2 overflow-y-auto rounded-lg border border-line p-3 sm:grid-cols-2"
    >
      {held.map((permission) => (
        <CheckBox
          key={permission}
          label={nameOf(permission)}
          checked={ticked.has(permission)}
          onChange={(event) => {
            const next = new Set(ticked);
            if (event.target.checked) next.add(permission);
            else next.delete(permission);
            onChange(next);
          }}
        />
      ))}
    </div>
  );
}
