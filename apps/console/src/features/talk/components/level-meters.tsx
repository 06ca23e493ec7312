import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon.tsx';
import type { TalkSession } from '../talk-session.ts';
import { useLevels } from './use-levels.ts';

/** Two bars: is my voice going out, is the agent's coming in. */
export function LevelMeters({ session, hasMicrophone }: { session: TalkSession; hasMicrophone: boolean }) {
  const { t } = useTranslation();
  const ref = useLevels<HTMLDivElement>(session);
  return (
    <div ref={ref} className="mt-4 grid w-full grid-cols-2 gap-4">
      <Meter
        label={t('talk.levelYou')}
        icon={hasMicrophone ? 'mic' : 'mic-off'}
        level="var(--voice, 0)"
        colour="bg-caller"
      />
      <Meter label={t('talk.levelAgent')} icon="waves" level="var(--agent, 0)" colour="bg-agent" />
    </div>
  );
}

interface MeterProps {
  label: string;
  icon: 'mic' | 'mic-off' | 'waves';
  level: string;
  colour: string;
}

function Meter({ label, icon, level, colour }: MeterProps) {
  return (
    <div className="min-w-0">
      <p className="mb-1.5 flex items-center gap-1.5 truncate text-xs text-faint">
        <Icon name={icon} className="size-3.5" />
        {label}
      </p>
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div
          className={`h-full origin-left rounded-full ${colour}`}
          style={{ transform: `scaleX(${level})` }}
        />
      </div>
    </div>
  );
}
