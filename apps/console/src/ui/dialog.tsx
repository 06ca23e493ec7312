import { type ReactNode, useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  title: string;
  text?: string | undefined;
  onClose: () => void;
  children: ReactNode;
  isWide?: boolean;
}

/** A window over the page: the browser's own, which keeps the keyboard inside and closes by Escape. Render it to open it. */
export function Dialog({ title, text, onClose, children, isWide = false }: DialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const open = useCallback((node: HTMLDialogElement) => {
    node.showModal();
    // Closing it gives the keyboard back to where it was.
    return () => node.close();
  }, []);
  return (
    <dialog
      ref={open}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] overflow-y-auto rounded-2xl border border-line bg-surface p-0 text-ink shadow-raised backdrop:bg-black/45 backdrop:backdrop-blur-[2px] ${isWide ? 'max-w-2xl' : 'max-w-md'}`}
    >
      <header className="pt-5 pr-14 pl-5 sm:pl-6">
        <h2 id={id} className="text-base font-semibold tracking-tight break-words">
          {title}
        </h2>
        {text && <p className="mt-1 text-sm text-soft">{text}</p>}
      </header>
      <div className="px-5 pt-4 pb-5 sm:px-6">{children}</div>
      {/* Last, so that the keyboard begins at the first field. */}
      <IconButton
        icon="close"
        label={t('shell.form.close')}
        onClick={onClose}
        className="absolute top-4 right-4"
      />
    </dialog>
  );
}
