import { callStates } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../../../api/agents-query.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import type { CallFilters } from '../queries.ts';

/** The filters live in the address, so a filtered list can be linked to and survives a reload. */
export function CallFilterBar({ filters }: { filters: CallFilters }) {
  const { t } = useTranslation();
  const agents = useQuery(agentsQuery);
  const navigate = useNavigate({ from: '/calls' });
  const choose = (change: CallFilters) => void navigate({ search: { ...filters, ...change }, replace: true });
  return (
    <>
      <SelectField
        label={t('calls.filterAgent')}
        value={filters.agentId ?? ''}
        onChange={(event) => choose({ agentId: event.target.value || undefined })}
        className="max-w-48"
      >
        <option value="">{t('calls.allAgents')}</option>
        {agents.data?.items.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('calls.filterState')}
        value={filters.state ?? ''}
        onChange={(event) => choose({ state: callStates.find((one) => one === event.target.value) })}
      >
        <option value="">{t('calls.allStates')}</option>
        {callStates.map((state) => (
          <option key={state} value={state}>
            {t(`call.state.${state}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}
