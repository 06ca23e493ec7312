import type { CallTurn } from '@allo/contracts/http';
import { formatDuration } from '../../format/duration.ts';

interface SpeakerNames {
  caller: string;
  agent: string;
  interrupted: string;
}

/** A call's words as plain text, one turn a line: `[0:04] Лидия: Здравствуйте`. An interruption ends in a dash. */
export function transcriptText(turns: CallTurn[], names: SpeakerNames): string {
  const lines = turns.map((turn) => {
    const cut = turn.isInterrupted ? ` — (${names.interrupted})` : '';
    return `[${formatDuration(turn.startMs)}] ${names[turn.speaker]}: ${turn.text}${cut}`;
  });
  return `${lines.join('\n')}\n`;
}
