import { setPriority } from 'node:os';

/** How urgent a thread's work is. Only Linux tells threads apart; elsewhere nothing happens. */
export type Urgency = 'audio' | 'background';

/**
 * Tells the scheduler about the calling thread (on Linux `setpriority` with 0 means the thread, not the process):
 * audio goes before everything where the user may say so (root, or CAP_SYS_NICE), background work steps back, which
 * anybody may ask for. Never throws.
 */
export function setThreadUrgency(urgency: Urgency): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, urgency === 'audio' ? -11 : 6);
  } catch {
    // Without the right to it the thread keeps the priority it has.
  }
}
