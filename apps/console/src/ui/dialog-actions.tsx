import type { ReactNode } from 'react';

/** The buttons at the end of a dialog or form: beside each other where there is room. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-1 flex flex-col-reverse gap-2.5 sm:flex-row sm:justify-end">{children}</div>;
}
