import type { ComponentProps } from 'react';
import { useId } from 'react';
import { Icon } from './icon.tsx';

/** A list to choose from, with its label above it. */
export function ChoiceField({
  label,
  hint,
  className = '',
  ...rest
}: ComponentProps<'select'> & { label: string; hint?: string | undefined }) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="relative mt-1.5 block">
        <select
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...rest}
          className="h-10 w-full appearance-none truncate rounded-lg border border-line bg-surface pr-9 pl-3 text-[15px] transition-colors hover:border-line-strong"
        />
        <Icon
          name="down"
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-faint"
        />
      </span>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
