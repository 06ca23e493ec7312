import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { getCall } from './get-call/route.ts';
import { getCallRecording } from './get-call-recording/route.ts';
import { getTranscript } from './get-transcript/route.ts';
import { hangUpCall } from './hang-up-call/route.ts';
import { listCallEvents } from './list-call-events/route.ts';
import { listCalls } from './list-calls/route.ts';
import { removeCall } from './remove-call/route.ts';

/** Calls of the past and of now. */
export function addCallRoutes(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'calls' | 'recordings' | 'objects' | 'hangUp'>,
): void {
  listCalls(api, deps);
  getCall(api, deps);
  listCallEvents(api, deps);
  getCallRecording(api, deps);
  getTranscript(api, deps);
  hangUpCall(api, deps);
  removeCall(api, deps);
}
