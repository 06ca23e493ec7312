import type { ReactNode } from 'react';

interface CardProps {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled region of a page. */
export function Card({ title, aside, children, className = '' }: CardProps) {
  return (
    <section className={`min-w-0 rounded-2xl border border-line bg-surface shadow-card ${className}`}>
      {title !== undefined && (
        <header className="flex min-h-13 items-center justify-between gap-3 border-b border-line px-5 py-2">
          <h2 className="text-sm font-semibold tracking-tight">{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
