import type { CallSummary } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { formatParty } from '../../../format/party.ts';

/** Who called. A browser or simulated caller has no number worth reading. */
export function PartyName({ address, wire }: { address: string; wire: CallSummary['wire'] }) {
  const { t } = useTranslation();
  if (wire === 'sip') return <>{formatParty(address) || t('common.none')}</>;
  return <>{t(`common.${wire}`)}</>;
}
