import type { ComponentProps, ReactNode } from 'react';

interface CheckBoxProps extends Omit<ComponentProps<'input'>, 'children'> {
  type?: 'checkbox' | 'radio';
  label: ReactNode;
  text?: string;
}

/** The browser's own box or dot, with its words beside it. */
export function CheckBox({ type = 'checkbox', label, text, className = '', ...rest }: CheckBoxProps) {
  return (
    <label className={`flex items-start gap-2.5 text-sm ${className}`}>
      <input type={type} {...rest} className="mt-[3px] size-4 shrink-0 accent-accent" />
      <span className="min-w-0">
        <span className="break-words">{label}</span>
        {text && <span className="block text-[13px] text-faint">{text}</span>}
      </span>
    </label>
  );
}
