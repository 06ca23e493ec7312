import { type ReactNode, useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

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
  const open = useCallback((node: HTMLDialogElement | null) => {
    if (node && !node.open) node.showModal();
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
      <header className="flex items-start gap-3 px-5 pt-5 sm:px-6">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-base font-semibold tracking-tight break-words">
            {title}
          </h2>
          {text && <p className="mt-1 text-sm text-soft">{text}</p>}
        </div>
        <button
          type="button"
          onClick={onClose}
          aria-label={t('shell.form.close')}
          className="-mt-1 -mr-2 inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-faint transition-colors hover:bg-sunken hover:text-ink"
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="px-5 pt-4 pb-5 sm:px-6">{children}</div>
    </dialog>
  );
}
