import type { WebhookWithSecret } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { CodeLine } from '../../../ui/code-line.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';

/** The only time the secret is seen. */
export function SecretDialog({ webhook, onClose }: { webhook: WebhookWithSecret; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('webhooks.secretTitle')} text={t('webhooks.secretText')} onClose={onClose} isWide>
      <div className="flex flex-col gap-4">
        <div data-testid="webhook-secret">
          <CodeLine text={webhook.secret} label={t('webhooks.copySecret')} />
        </div>
        <DialogActions>
          <Button tone="primary" onClick={onClose} data-testid="secret-kept">
            {t('shell.form.done')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
