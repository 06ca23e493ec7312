import { CopyButton } from './copy-button.tsx';

/** One line to copy: a command, a setting, an address. */
export function CodeLine({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex min-w-0 items-center gap-1 rounded-lg border border-line bg-sunken py-0.5 pr-1 pl-3">
      <code className="min-w-0 flex-1 overflow-x-auto font-mono text-[13px] whitespace-nowrap text-ink select-all [scrollbar-width:none]">
        {text}
      </code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
