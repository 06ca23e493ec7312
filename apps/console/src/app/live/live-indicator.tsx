import { useTranslation } from 'react-i18next';
import { useLiveConnection } from './live-calls.ts';

const dots = { connecting: 'bg-warn animate-breathe', live: 'bg-good', polling: 'bg-warn animate-breathe' };

/** Whether the page follows calls as they happen. */
export function LiveIndicator({ isShort = false }: { isShort?: boolean }) {
  const { t } = useTranslation();
  const state = useLiveConnection();
  return (
    <div role="status" title={t('live.hint')} className="flex items-center gap-2 text-xs text-faint">
      <span className={`size-2 shrink-0 rounded-full ${dots[state]}`} />
      <span className={isShort ? 'sr-only' : ''}>{t(`live.${state}`)}</span>
    </div>
  );
}
