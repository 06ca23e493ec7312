import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { CallFacts, LegCloseReason, LegNotice } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';

/** A service of an organisation's own. */
export interface ServiceSettings {
  /** Of the OpenAI protocol, with the version. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
  /** Of speech alone. */
  voice: string | null;
}

/** What a call uses instead of the instance's services. Absent: the instance's; null: none, not even that. */
export interface CallServices {
  stt?: ServiceSettings | null;
  llm?: ServiceSettings | null;
  tts?: ServiceSettings | null;
}

/** What a voice thread is told. Plain data: it crosses a thread boundary. */
export type VoiceCommand =
  | {
      type: 'start-call';
      callId: CallId;
      orgId: OrgId;
      /** The media line that carries its audio; open before this is sent. */
      lineId: number;
      facts: CallFacts;
      agent: { id: string; skillbaseVersion: number };
      skillbase: Skillbase;
      services?: CallServices;
      seed: number;
    }
  /** The wire picked up (after `answer`). */
  | { type: 'answered'; callId: CallId }
  /** The signalling side ended: nothing more will come of this call. */
  | { type: 'wire-closed'; callId: CallId; reason: LegCloseReason }
  | { type: 'wire-text'; callId: CallId; text: string; isFinal: boolean; source: 'recognition' | 'typed' }
  | { type: 'end-call'; callId: CallId; reason: string }
  /** Speak set phrases into the cache. */
  | { type: 'warm'; skillbases: Skillbase[] };

/** What a voice thread tells. */
export type VoiceReport =
  | { type: 'answer'; callId: CallId }
  | { type: 'hang-up'; callId: CallId; reason: LegCloseReason }
  | { type: 'notice'; callId: CallId; notice: LegNotice }
  | { type: 'event'; event: AlloEvent }
  | { type: 'closed'; callId: CallId }
  | { type: 'warmed'; ready: number; failed: number };
