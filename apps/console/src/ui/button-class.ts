export type ButtonTone = 'primary' | 'quiet' | 'plain' | 'danger';
export type ButtonSize = 'small' | 'normal' | 'large';

const tones: Record<ButtonTone, string> = {
  primary:
    'bg-accent text-on-accent hover:bg-accent-strong shadow-[inset_0_1px_0_oklch(1_0_0/0.16)] disabled:bg-sunken disabled:text-faint disabled:shadow-none',
  quiet: 'bg-surface border border-line hover:border-line-strong hover:bg-sunken text-ink shadow-card',
  plain: 'text-soft hover:text-ink hover:bg-sunken',
  danger: 'bg-bad text-canvas hover:brightness-110',
};
const sizes: Record<ButtonSize, string> = {
  small: 'h-8 px-2.5 text-[13px] rounded-md gap-1.5',
  normal: 'h-9.5 px-3.5 text-sm rounded-lg gap-2',
  large: 'h-12 px-6 text-base rounded-xl gap-2.5',
};

/** The look of a button, for real buttons and for links that act like one. */
export function buttonClass(tone: ButtonTone = 'quiet', size: ButtonSize = 'normal'): string {
  return `inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-70 ${tones[tone]} ${sizes[size]}`;
}
