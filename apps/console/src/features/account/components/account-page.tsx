import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../../app/language-switch.tsx';

interface AccountPageProps {
  title: string;
  text?: string | undefined;
  children: ReactNode;
}

/** The frame of the pages before the console. */
export function AccountPage({ title, text, children }: AccountPageProps) {
  return (
    <div className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <main className="w-full max-w-sm">
        <div className="mb-6 flex items-center justify-between">
          <span className="flex items-center gap-2.5">
            <img src="/favicon.svg" alt="" className="size-7" />
            <span className="text-[17px] font-semibold tracking-tight">Allo</span>
          </span>
          <LanguageSwitch />
        </div>
        <div className="rounded-2xl border border-line bg-surface p-6 shadow-card">
          <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
          {text && <p className="mt-1.5 text-sm text-soft">{text}</p>}
          <div className="mt-5">{children}</div>
        </div>
      </main>
    </div>
  );
}
