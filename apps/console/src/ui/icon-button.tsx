import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A button that shows only a sign; `label` says it in words. */
export function IconButton({
  icon,
  label,
  className = '',
  ...rest
}: ComponentProps<'button'> & { icon: IconName; label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-faint transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50 ${className}`}
    >
      <Icon name={icon} />
    </button>
  );
}
