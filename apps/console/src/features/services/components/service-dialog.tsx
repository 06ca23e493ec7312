import type { Provider } from '@allo/contracts/http';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formValues, valuesOf } from '../../../ui/form-values.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { setProvider, testProvider } from '../queries.ts';
import { readSettings } from '../read-settings.ts';
import { TestResult } from './test-result.tsx';

/** A service of the organisation's own; it can be tried before it is saved. */
export function ServiceDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const { port, baseUrl, model, voice, keyHint } = provider;
  const save = useChange(setProvider, [['providers'], ['system']], onClose);
  const test = useChange(testProvider, []);
  const tryIt = () => {
    if (!form.current?.reportValidity()) return;
    test.mutate({ port, settings: readSettings(valuesOf(form.current), provider) });
  };
  return (
    <Dialog title={t(`services.port.${port}.name`)} onClose={onClose}>
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => save.mutate({ provider, settings: readSettings(formValues(event), provider) })}
      >
        <TextField
          label={t('services.baseUrl')}
          hint={t('services.baseUrlHint')}
          name="baseUrl"
          type="url"
          inputMode="url"
          placeholder="https://api.openai.com/v1"
          autoComplete="off"
          maxLength={500}
          defaultValue={baseUrl ?? ''}
          required
        />
        <TextField
          label={t('services.model')}
          name="model"
          autoComplete="off"
          maxLength={200}
          defaultValue={model ?? ''}
          required
        />
        {port === 'tts' && (
          <TextField
            label={`${t('services.voice')} (${t('shell.form.optional')})`}
            name="voice"
            autoComplete="off"
            maxLength={200}
            defaultValue={voice ?? ''}
          />
        )}
        <TextField
          label={`${t('services.apiKey')} (${t('shell.form.optional')})`}
          hint={keyHint === null ? t('services.keyHint') : t('services.keyStored', { hint: keyHint })}
          name="apiKey"
          type="password"
          autoComplete="off"
          maxLength={4000}
        />
        {keyHint !== null && <CheckBox name="isKeyRemoved" label={t('services.keyRemove')} />}
        <TestResult result={test.data} error={test.error} />
        {save.isError && <ProblemNotice error={save.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('shell.form.cancel')}</Button>
          <Button disabled={test.isPending} onClick={tryIt}>
            {t(test.isPending ? 'services.testing' : 'services.test')}
          </Button>
          <Button type="submit" tone="primary" disabled={save.isPending}>
            {t('shell.form.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
