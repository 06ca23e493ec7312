import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { DialogActions } from './dialog-actions.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { TextField } from './text-field.tsx';

interface ConfirmDialogProps {
  title: string;
  text: string;
  submit: string;
  onConfirm: () => void;
  onClose: () => void;
  isBusy: boolean;
  error: unknown;
  /** To be typed before it can be confirmed. */
  typed?: { label: string; isRight: (text: string) => boolean; inputMode?: 'tel' };
  children?: ReactNode;
}

/** Asks before something that has no way back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, submit, onConfirm, onClose, isBusy, error, typed, children } = props;
  const { t } = useTranslation();
  const [entered, setEntered] = useState('');
  const isReady = !typed || typed.isRight(entered);
  return (
    <Dialog title={title} text={text} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onConfirm();
        }}
      >
        {typed && (
          <TextField
            label={typed.label}
            name="confirm"
            autoComplete="off"
            inputMode={typed.inputMode}
            value={entered}
            onChange={(event) => setEntered(event.target.value)}
          />
        )}
        {children}
        {error !== null && error !== undefined && <ProblemNotice error={error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('shell.form.cancel')}</Button>
          <Button type="submit" tone="danger" disabled={!isReady || isBusy} data-testid="confirm">
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
