import type { CallDetail } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { buttonClass } from '../../../ui/button-class.ts';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { CallPlayer } from '../recording/call-player.ts';
import { recordingPeaksQuery, recordingUrl } from '../recording/recording-query.ts';
import { PlayPosition } from './play-position.tsx';
import { Waveform } from './waveform.tsx';

const speeds = [1, 1.5, 2];

interface RecordingCardProps {
  call: CallDetail;
  player: CallPlayer;
  canPlay: boolean;
  isOver: boolean;
}

export function RecordingCard({ call, player, canPlay, isOver }: RecordingCardProps) {
  const { t } = useTranslation();
  const peaks = useQuery({ ...recordingPeaksQuery(call.id), enabled: canPlay });
  const state = useSyncExternalStore(player.subscribe, player.getState);
  const nextSpeed = speeds[(speeds.indexOf(state.speed) + 1) % speeds.length] ?? 1;
  if (!canPlay || peaks.isError) {
    const reason = peaks.isError ? 'recordingFailed' : isOver ? 'recordingNone' : 'recordingLater';
    return (
      <Card>
        <p className="flex items-center gap-3 px-5 py-4 text-sm text-soft">
          <Icon name="waves" className="size-5 text-faint" />
          {t(`detail.${reason}`)}
        </p>
      </Card>
    );
  }
  const toggleLabel = t(state.isPlaying ? 'detail.pause' : 'detail.play');
  return (
    <Card>
      {peaks.data ? (
        <Waveform peaks={peaks.data} turns={call.transcript} player={player} agentName={call.agentName} />
      ) : (
        <div className="p-5">
          <Skeleton className="h-40 w-full" />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-3">
        <Button
          tone="primary"
          aria-label={toggleLabel}
          title={toggleLabel}
          data-testid="play-button"
          disabled={!peaks.data}
          onClick={() => player.toggle()}
          className="w-9.5 !rounded-full !px-0"
        >
          <Icon name={state.isPlaying ? 'pause' : 'play'} />
        </Button>
        <PlayPosition player={player} durationMs={peaks.data?.durationMs ?? 0} />
        <div className="ml-auto flex items-center gap-1">
          <Button
            tone="plain"
            size="small"
            aria-label={`${t('detail.speed')}: ${state.speed}×`}
            onClick={() => player.setSpeed(nextSpeed)}
            className="tabular-nums"
          >
            {state.speed}×
          </Button>
          <a
            href={recordingUrl(call.id)}
            download={`${call.id}.wav`}
            aria-label={t('detail.download', { format: t('detail.downloadWav') })}
            className={buttonClass('plain', 'small')}
          >
            <Icon name="download" />
            {t('detail.downloadWav')}
          </a>
        </div>
      </div>
    </Card>
  );
}
