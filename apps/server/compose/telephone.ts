import { defaultOrgId } from '@allo/contracts';
import { createSystemRandom } from '@allo/kernel';
import { startVoiceRole, type VoiceRole } from '../roles/voice/voice-role.ts';
import type { Background } from './background.ts';
import type { Ground } from './ground.ts';
import { createLiveCalls, type LiveCalls } from './live-calls.ts';
import { recordingPath, startArchive } from './recordings.ts';

export interface Telephone {
  /** Null where this process takes no calls. */
  voice: VoiceRole | null;
  /** Of all nodes. */
  liveCalls: LiveCalls;
}

/** Everything calls need, from the socket to the recording. `onLost`: a thread that calls live in died. */
export async function startTelephone(
  ground: Ground,
  { agents, catalogue }: Pick<Background, 'agents' | 'catalogue'>,
  hooks: { progress(line: string): void; onLost(what: string): void },
): Promise<Telephone> {
  const { shared, objects, redactor, services, sink, log } = ground;
  let voice: VoiceRole | null = null;
  const liveCalls = createLiveCalls({
    ...shared,
    hangUpHere: (org, callId) => voice?.switchboard.hangUp(org, callId) ?? false,
  });
  if (!ground.takesCalls) return { voice, liveCalls };
  hooks.progress('Starting the telephone and the voice …');
  const random = createSystemRandom();
  const archive = await startArchive({ ...ground, random });
  await archive.recover();
  voice = await startVoiceRole({
    ...ground,
    random,
    // Of a source that is trusted without being anybody's trunk.
    orgId: defaultOrgId,
    agents,
    trunks: catalogue.trunks,
    servicesOf: (org) => services.of(org),
    onEvent: (event) => {
      sink.push(redactor.redactNow(event));
      liveCalls.onEvent(event);
    },
    onLost: hooks.onLost,
    recordingPath: (org, callId) => recordingPath(objects, log, org, callId),
    onRecorded: (org, callId) => archive.add(org, callId),
  });
  return { voice, liveCalls };
}
