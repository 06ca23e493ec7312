import type { MadeApiKey } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CodeLine } from '../../../ui/code-line.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { curlExample } from '../key-choice.ts';

/** The only time the key is seen. */
export function MadeKeyDialog({ apiKey, onClose }: { apiKey: MadeApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('keys.madeTitle')} onClose={onClose} isWide>
      <div className="flex flex-col gap-4">
        <Notice tone="warn">{t('keys.madeText')}</Notice>
        <div data-testid="made-key">
          <p className="mb-1.5 text-sm font-medium">{t('keys.token')}</p>
          <CodeLine text={apiKey.token} label={t('keys.copyToken')} />
        </div>
        <div>
          <p className="mb-1.5 text-sm font-medium">{t('keys.example')}</p>
          <CodeBlock text={curlExample(location.origin, apiKey.token)} label={t('keys.copyExample')} />
        </div>
        <DialogActions>
          <Button tone="primary" onClick={onClose} data-testid="key-kept">
            {t('shell.form.done')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
