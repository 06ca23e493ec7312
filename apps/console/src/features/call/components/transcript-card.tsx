import type { CallDetail, CallTurn } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { CallPlayer } from '../recording/call-player.ts';
import { transcriptText } from '../transcript-text.ts';
import { usePlayingTurn } from '../use-playing-turn.ts';
import { DownloadButton } from './download-button.tsx';
import { LatencyBar } from './latency-bar.tsx';

interface TranscriptCardProps {
  call: CallDetail;
  player: CallPlayer | null;
  isOver: boolean;
}

export function TranscriptCard({ call, player, isOver }: TranscriptCardProps) {
  const { t } = useTranslation();
  const playing = usePlayingTurn(player, call.transcript);
  const scaleMs = Math.max(1, ...call.transcript.map((turn) => turn.latency?.voiceToVoiceMs ?? 0));
  const names = { caller: t('detail.caller'), agent: call.agentName, interrupted: t('detail.interrupted') };
  const downloads = call.transcript.length > 0 && (
    <div className="flex gap-1">
      <DownloadButton
        format={t('detail.downloadTxt')}
        fileName={`${call.id}.txt`}
        content={() => transcriptText(call.transcript, names)}
      />
      <DownloadButton
        format={t('detail.downloadJson')}
        fileName={`${call.id}.json`}
        content={() => JSON.stringify(call, null, 2)}
      />
    </div>
  );
  return (
    <Card title={t('detail.transcript')} aside={downloads} className="self-start">
      {call.transcript.length === 0 ? (
        <p className="p-5 text-sm text-faint">{t(isOver ? 'detail.noTurnsDone' : 'detail.noTurns')}</p>
      ) : (
        <ol data-testid="stored-transcript" className="py-2">
          {call.transcript.map((turn) => (
            <Turn
              key={`${turn.speaker}-${turn.id}`}
              turn={turn}
              name={names[turn.speaker]}
              isPlaying={playing === turn}
              scaleMs={scaleMs}
              onPlay={player ? () => player.playFrom(turn.startMs) : null}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}

interface TurnProps {
  turn: CallTurn;
  name: string;
  isPlaying: boolean;
  scaleMs: number;
  onPlay: (() => void) | null;
}

function Turn({ turn, name, isPlaying, scaleMs, onPlay }: TurnProps) {
  const { t } = useTranslation();
  const at = formatDuration(turn.startMs);
  const isAgent = turn.speaker === 'agent';
  return (
    <li
      data-speaker={turn.speaker}
      className={`grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-3 border-l-2 px-4 py-3 transition-colors ${
        isPlaying ? 'border-accent bg-accent-soft/60' : 'border-transparent'
      }`}
    >
      {onPlay ? (
        <button
          type="button"
          onClick={onPlay}
          aria-label={t('detail.playFrom', { at })}
          title={t('detail.playFrom', { at })}
          className="group/play flex h-6 items-center gap-1 self-start rounded text-xs text-faint tabular-nums hover:text-accent"
        >
          <Icon name="play" className="size-3 opacity-50 group-hover/play:opacity-100" />
          {at}
        </button>
      ) : (
        <span className="text-xs leading-6 text-faint tabular-nums">{at}</span>
      )}
      <div className="min-w-0">
        <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-xs font-medium">
          <span className={isAgent ? 'text-agent' : 'text-caller'}>{name}</span>
          {!isAgent && turn.source !== 'stt' && (
            <span className="font-normal text-faint">{t(`detail.source.${turn.source}`)}</span>
          )}
          {turn.isInterrupted && <Badge tone="warn">{t('detail.interrupted')}</Badge>}
        </p>
        <p className="text-[15px] leading-relaxed break-words">
          {turn.text}
          {turn.isInterrupted && (
            <span aria-hidden="true" className="text-warn">
              {' '}
              —
            </span>
          )}
        </p>
        {turn.latency && <LatencyBar latency={turn.latency} scaleMs={scaleMs} />}
      </div>
    </li>
  );
}
