import {
  type CallDetail,
  type CallTranscript,
  callTranscriptSchema,
  type CallTurn,
  type TranscriptFormat,
} from '@allo/contracts/http';

/** What a transcript is made of: a call as the API shows it, or its stored transcript. */
export type TranscribedCall = Omit<CallTranscript, 'version'>;

const callerNames = { ru: 'Клиент', en: 'Caller' } as const;

/**
 * A call's transcript to be read or shown beside its recording: `txt` has a line for every turn, `srt` a subtitle
 * (SubRip) at its place in the recording, `json` everything ({@link callTranscriptSchema}). `language` is that of the
 * word for the caller; the agent goes by name.
 */
export function transcriptText(
  call: TranscribedCall,
  format: TranscriptFormat,
  language: keyof typeof callerNames = 'ru',
): string {
  const speaker = (turn: CallTurn) => (turn.speaker === 'agent' ? call.agentName : callerNames[language]);
  switch (format) {
    case 'json':
      return `${JSON.stringify(callTranscript(call), null, 2)}\n`;
    case 'txt':
      return call.transcript
        .map((turn) => `[${clockTime(turn.startMs).slice(0, 8)}] ${speaker(turn)}: ${spoken(turn)}\n`)
        .join('');
    case 'srt':
      return call.transcript
        .map((turn, index) => {
          // Players pass over a subtitle that takes no time.
          const end = Math.max(turn.endMs, turn.startMs + 500);
          const times = `${clockTime(turn.startMs)} --> ${clockTime(end)}`;
          return `${index + 1}\n${times}\n${speaker(turn)}: ${spoken(turn)}\n\n`;
        })
        .join('');
  }
}

/** The stored form of a call's transcript. */
export function callTranscript(call: TranscribedCall | CallDetail): CallTranscript {
  return callTranscriptSchema.parse({ ...call, version: 1 });
}

/** On one line: an empty line inside would end a subtitle. */
function spoken(turn: CallTurn): string {
  const text = turn.text.replace(/\s+/gu, ' ').trim();
  return turn.isInterrupted && !text.endsWith('…') ? `${text}…` : text;
}

/** `00:01:02,345` */
function clockTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const seconds = Math.floor(whole / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${clock.map((one) => pad(one)).join(':')},${pad(whole % 1000, 3)}`;
}
