import type { WebhookEndpoint, WebhookWithSecret } from '@allo/contracts/http';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useCan } from '../../../app/account-context.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { changeWebhook, removeWebhook, testWebhook } from '../queries.ts';
import { RotateDialog } from './rotate-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

type Open = 'edit' | 'rotate' | 'remove' | null;

/** What can be done with a webhook, for whoever may. */
export function WebhookActions({ webhook }: { webhook: WebhookEndpoint }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, version, isEnabled } = webhook;
  const [open, setOpen] = useState<Open>(null);
  const [rotated, setRotated] = useState<WebhookWithSecret | null>(null);
  const close = () => setOpen(null);
  const test = useChange(testWebhook, [['deliveries', id]]);
  const toggle = useChange(changeWebhook, [['webhook', id], ['webhooks']]);
  const remove = useChange(removeWebhook, [['webhooks']], () => {
    void navigate({ to: '/settings/webhooks', replace: true });
  });
  if (!useCan()('webhooks:write')) return null;
  const error = test.error ?? toggle.error;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button data-testid="test-webhook" disabled={test.isPending} onClick={() => test.mutate(id)}>
          <Icon name="send" />
          {t('webhooks.test')}
        </Button>
        <Button onClick={() => setOpen('edit')}>{t('shell.form.edit')}</Button>
        <Button
          disabled={toggle.isPending}
          onClick={() => toggle.mutate({ id, version, isEnabled: !isEnabled })}
        >
          {t(isEnabled ? 'webhooks.disable' : 'webhooks.enable')}
        </Button>
        <Button onClick={() => setOpen('rotate')}>{t('webhooks.rotate')}</Button>
        <Button tone="plain" onClick={() => setOpen('remove')}>
          {t('shell.form.remove')}
        </Button>
      </div>
      {test.isSuccess && <Notice>{t('webhooks.testSent')}</Notice>}
      {error && <ProblemNotice error={error} />}
      {open === 'edit' && (
        <WebhookDialog
          title={t('shell.form.edit')}
          submit={t('shell.form.save')}
          webhook={webhook}
          work={(wanted) => changeWebhook({ id, version, ...wanted })}
          onClose={close}
          onDone={close}
        />
      )}
      {open === 'rotate' && (
        <RotateDialog
          webhookId={id}
          onClose={close}
          onRotated={(made) => {
            close();
            setRotated(made);
          }}
        />
      )}
      {open === 'remove' && (
        <ConfirmDialog
          title={t('webhooks.removeTitle')}
          text={t('webhooks.removeText')}
          submit={t('shell.form.remove')}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ id, version })}
          onClose={close}
        />
      )}
      {rotated && <SecretDialog webhook={rotated} onClose={() => setRotated(null)} />}
    </>
  );
}
