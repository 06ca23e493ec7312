import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonTone, buttonClass } from './button-class.ts';

interface ButtonProps extends ComponentProps<'button'> {
  tone?: ButtonTone;
  size?: ButtonSize;
}

export function Button({ tone, size, className = '', ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={`${buttonClass(tone, size)} ${className}`} />;
}
