import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface EmptyStateProps {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
  /** Inside a card among others. */
  isSmall?: boolean;
}

/** Nothing here yet: says why and what to do next. */
export function EmptyState({ icon, title, text, children, isSmall = false }: EmptyStateProps) {
  return (
    <div className={`flex flex-col items-center px-6 text-center ${isSmall ? 'py-9' : 'py-16'}`}>
      <span className="mb-4 inline-flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent">
        <Icon name={icon} className="size-6" />
      </span>
      <h2 className="text-base font-semibold tracking-tight">{title}</h2>
      <p className="mt-1.5 max-w-md text-sm text-soft">{text}</p>
      {children && <div className="mt-5 flex flex-wrap justify-center gap-2.5">{children}</div>}
    </div>
  );
}
