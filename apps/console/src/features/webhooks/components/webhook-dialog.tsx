import type { WebhookEndpoint } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formValues } from '../../../ui/form-values.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { NewWebhook } from '../queries.ts';
import { EventChoice } from './event-choice.tsx';

interface WebhookDialogProps<Made> {
  title: string;
  submit: string;
  /** Absent: a new one. */
  webhook?: WebhookEndpoint;
  work: (wanted: NewWebhook) => Promise<Made>;
  onClose: () => void;
  onDone: (made: Made) => void;
}

/** Address, description and events: of a new webhook or of one that is there. */
export function WebhookDialog<Made>(props: WebhookDialogProps<Made>) {
  const { title, submit, webhook, work, onClose, onDone } = props;
  const { t } = useTranslation();
  const [filters, setFilters] = useState<ReadonlySet<string>>(new Set(webhook?.eventFilters ?? ['*']));
  const change = useChange(work, [['webhooks'], ['webhook']], onDone);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          const { url = '', description = '' } = formValues(event);
          change.mutate({ url: url.trim(), description, eventFilters: [...filters] });
        }}
      >
        <TextField
          label={t('webhooks.url')}
          hint={t('webhooks.urlHint')}
          name="url"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
          maxLength={2000}
          defaultValue={webhook?.url}
          required
        />
        <TextField
          label={`${t('webhooks.description')} (${t('shell.form.optional')})`}
          name="description"
          maxLength={500}
          autoComplete="off"
          defaultValue={webhook?.description}
        />
        <EventChoice filters={filters} onChange={setFilters} />
        {filters.size === 0 && <p className="text-[13px] text-warn">{t('webhooks.needEvent')}</p>}
        {change.isError && <ProblemNotice error={change.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('shell.form.cancel')}</Button>
          <Button
            type="submit"
            tone="primary"
            disabled={change.isPending || filters.size === 0}
            data-testid="save-webhook"
          >
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
