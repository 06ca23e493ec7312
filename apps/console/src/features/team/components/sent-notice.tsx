import type { SentInvitation } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/notice.tsx';

/** Where the letter went, and where the link is when there is no mail server. */
export function SentNotice({ invitation: { delivery, email } }: { invitation: SentInvitation }) {
  const { t } = useTranslation();
  return (
    <Notice tone={delivery === 'mail' ? 'good' : 'warn'}>
      <span data-testid="invitation-sent">{t(`team.sent.${delivery}`, { email })}</span>
    </Notice>
  );
}
