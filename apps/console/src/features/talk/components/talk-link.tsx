import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCan } from '../../../app/account-context.ts';
import { type ButtonSize, type ButtonTone, buttonClass } from '../../../ui/button-class.ts';
import { Icon } from '../../../ui/icon.tsx';

interface TalkLinkProps {
  agentId?: string | undefined;
  label?: string;
  tone?: ButtonTone;
  size?: ButtonSize;
  children: ReactNode;
}

/** The way to a call from the browser, for whoever may place one. */
export function TalkLink({ agentId, label, tone = 'primary', size, children }: TalkLinkProps) {
  if (!useCan()('calls:place')) return null;
  return (
    <Link to="/talk" search={{ agent: agentId }} aria-label={label} className={buttonClass(tone, size)}>
      <Icon name="phone" />
      {children}
    </Link>
  );
}
