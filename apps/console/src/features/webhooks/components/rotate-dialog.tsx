import type { WebhookWithSecret } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { rotateSecret } from '../queries.ts';

const overlapHours = 24;

interface RotateDialogProps {
  webhookId: string;
  onClose: () => void;
  onRotated: (webhook: WebhookWithSecret) => void;
}

/** A new secret: with a day for the receiver to change, or at once when the old one is known to strangers. */
export function RotateDialog({ webhookId, onClose, onRotated }: RotateDialogProps) {
  const { t } = useTranslation();
  const work = useChange(rotateSecret, [['webhook', webhookId], ['webhooks']], onRotated);
  const rotate = (hours: number) => work.mutate({ id: webhookId, overlapHours: hours });
  return (
    <Dialog title={t('webhooks.rotateTitle')} text={t('webhooks.rotateText')} onClose={onClose}>
      <div className="flex flex-col gap-2.5">
        {work.isError && <ProblemNotice error={work.error} />}
        <Button tone="primary" disabled={work.isPending} onClick={() => rotate(overlapHours)}>
          {t('webhooks.rotateSubmit')}
        </Button>
        <Button disabled={work.isPending} onClick={() => rotate(0)}>
          {t('webhooks.rotateNow')}
        </Button>
        <Button tone="plain" onClick={onClose}>
          {t('shell.form.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
