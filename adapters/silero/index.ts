export {
  createSileroVoiceActivity,
  type SileroOptions,
  type SileroStats,
  type SileroVoiceActivity,
} from './silero-voice-activity.ts';
