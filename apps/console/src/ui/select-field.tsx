import type { ComponentProps } from 'react';
import { Icon } from './icon.tsx';

/** The browser's own list, dressed: it works with every keyboard, screen reader and phone. */
export function SelectField({
  label,
  className = '',
  ...rest
}: ComponentProps<'select'> & { label: string }) {
  return (
    <label className={`relative inline-flex min-w-0 ${className}`}>
      <span className="sr-only">{label}</span>
      <select
        {...rest}
        className="h-9.5 w-full min-w-0 appearance-none truncate rounded-lg border border-line bg-surface pr-8 pl-3 text-sm shadow-card transition-colors hover:border-line-strong disabled:opacity-60"
      />
      <Icon
        name="down"
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-faint"
      />
    </label>
  );
}
