import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const tones = {
  good: { box: 'bg-good-soft', icon: 'check', ink: 'text-good' },
  warn: { box: 'bg-warn-soft', icon: 'info', ink: 'text-warn' },
} as const satisfies Record<string, { box: string; icon: IconName; ink: string }>;

/** Something to know that is no failure; read out by a screen reader when it appears. */
export function Notice({ tone = 'good', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  const { box, icon, ink } = tones[tone];
  return (
    <div role="status" className={`flex items-start gap-2.5 rounded-xl px-3.5 py-3 text-sm ${box}`}>
      <Icon name={icon} className={`mt-0.5 size-4 ${ink}`} />
      <div className="min-w-0 flex-1 break-words">{children}</div>
    </div>
  );
}
