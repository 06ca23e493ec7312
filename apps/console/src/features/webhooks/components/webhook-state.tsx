import type { WebhookEndpoint } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';

/** Whether it is told of events, and how that goes. */
export function WebhookState({
  webhook: { isEnabled, disabledReason, failingSince },
}: {
  webhook: WebhookEndpoint;
}) {
  const { t, i18n } = useTranslation();
  if (!isEnabled) {
    const reason = disabledReason ?? 'user';
    return <Badge tone={reason === 'user' ? 'neutral' : 'bad'}>{t(`webhooks.state.${reason}`)}</Badge>;
  }
  if (failingSince !== null) {
    return (
      <Badge tone="warn">
        {t('webhooks.failingSince', { when: formatMoment(failingSince, i18n.language) })}
      </Badge>
    );
  }
  return <Badge tone="good">{t('webhooks.state.on')}</Badge>;
}
