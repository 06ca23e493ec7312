import { CopyButton } from './copy-button.tsx';

/** Several lines of text as a machine wrote or wants them. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative min-w-0 rounded-lg border border-line bg-sunken">
      <pre className="max-h-72 overflow-auto py-2.5 pr-11 pl-3 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap text-ink">
        {text}
      </pre>
      <div className="absolute top-1 right-1">
        <CopyButton text={text} label={label} />
      </div>
    </div>
  );
}
