import { useTranslation } from 'react-i18next';
import { SelectField } from '../ui/select-field.tsx';
import { useAccount } from './account-context.ts';
import { organisationTree } from './organisation-tree.ts';
import { switchOrganisation } from './switch-organisation.ts';

/** In which organisation one acts; a choice where there is one. */
export function OrganisationSwitch({ className = '' }: { className?: string }) {
  const { t } = useTranslation();
  const { memberships, organisation } = useAccount();
  if (memberships.length < 2) {
    return (
      <p
        data-testid="organisation-name"
        title={organisation.name}
        className={`truncate text-[13px] font-medium text-soft ${className}`}
      >
        {organisation.name}
      </p>
    );
  }
  return (
    <SelectField
      label={t('shell.organisation')}
      data-testid="organisation-switch"
      value={organisation.id}
      onChange={(event) => switchOrganisation(event.target.value)}
      className={className}
    >
      {organisationTree(memberships).map(({ organisation: { id, name }, depth }) => (
        <option key={id} value={id}>
          {`${'\u2003'.repeat(depth)}${name}`}
        </option>
      ))}
    </SelectField>
  );
}
