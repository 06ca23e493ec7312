import type { PartState } from '@allo/contracts/http';
import type { ru } from '../../i18n/ru.ts';

export interface Cure {
  text: keyof typeof ru.cure;
  /** Lines for the environment, each an alternative. */
  settings: string[];
}

const recognition = ['OPENAI_API_KEY=sk-…', 'OPENAI_STT_BASE_URL=http://127.0.0.1:8000/v1'];
const speech = ['OPENAI_API_KEY=sk-…', 'OPENAI_TTS_BASE_URL=http://127.0.0.1:8880/v1'];
const database = ['DATABASE_URL=postgres://allo:password@127.0.0.1:5432/allo'];

const byCode: Record<string, Cure> = {
  stt_no_key: { text: 'stt_missing', settings: recognition },
  llm_scenario_only: {
    text: 'llm_scenario_only',
    settings: ['OPENAI_API_KEY=sk-…', 'OPENAI_LLM_BASE_URL=http://127.0.0.1:11434/v1'],
  },
  pglite_no_fsync: { text: 'database_embedded', settings: database },
  tts_basic_voice: { text: 'tts_basic_voice', settings: speech },
  tts_missing: { text: 'tts_missing', settings: ['npm ci --include=optional', ...speech] },
  sip_off: { text: 'sip_off', settings: ['ROLES=api,voice,worker'] },
  provider_unreachable: { text: 'provider_down', settings: [] },
};

/** What to do about a part that is not whole; null when there is nothing to say. A code of its own is still shown. */
export function cureOf(part: Pick<PartState, 'state' | 'code'>): Cure | null {
  if (part.code === null) return part.state === 'ok' ? null : { text: 'unknown', settings: [] };
  return byCode[part.code] ?? { text: 'unknown', settings: [] };
}
