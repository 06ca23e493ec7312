import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { FanOut, FanOutChannel, FanOutSubscription, LiveRegistry } from '@allo/contracts/ports';
import { z } from 'zod';

const commandSchema = z.object({ type: z.literal('hang-up') });

/** The calls of all nodes, and how to reach the node that carries one. */
export interface LiveCalls {
  /** Hears every event of this node's calls: they are listed from their first to their last. */
  onEvent(event: AlloEvent): void;
  /** Ends a call wherever it is; false when no node carries one of that organisation and id. */
  hangUp(orgId: OrgId, callId: CallId): Promise<boolean>;
  count(orgId: OrgId): Promise<number>;
}

export interface LiveCallsOptions {
  registry: LiveRegistry;
  fanOut: FanOut;
  /** Ends a call of this node; false when it carries none of that organisation and id. */
  hangUpHere(orgId: OrgId, callId: CallId): boolean;
}

/** Each call has a channel of its own to the node that carries it, within its organisation's. */
const commandsOf = (orgId: OrgId, callId: CallId): FanOutChannel => ({ orgId, name: `call:${callId}` });

export function createLiveCalls({ registry, fanOut, hangUpHere }: LiveCallsOptions): LiveCalls {
  const listening = new Map<CallId, FanOutSubscription>();

  const began = (orgId: OrgId, callId: CallId, startedAt: string): void => {
    if (listening.has(callId)) return;
    const subscription = fanOut.subscribe(commandsOf(orgId, callId), (message) => {
      if (commandSchema.safeParse(message).success) hangUpHere(orgId, callId);
    });
    listening.set(callId, subscription);
    void registry.register({ orgId, callId, startedAt });
  };
  const ended = (orgId: OrgId, callId: CallId): void => {
    listening.get(callId)?.close();
    listening.delete(callId);
    void registry.remove(orgId, callId);
  };

  return {
    onEvent(event) {
      const [orgId, callId] = [event.orgId as OrgId, event.callId as CallId];
      if (event.type === 'call.initiated') began(orgId, callId, event.at);
      if (event.type === 'call.ended' || event.type === 'call.rejected') ended(orgId, callId);
    },
    async hangUp(orgId, callId) {
      if (hangUpHere(orgId, callId)) return true;
      if (!(await registry.find(orgId, callId))) return false;
      fanOut.publish(commandsOf(orgId, callId), { type: 'hang-up' });
      return true;
    },
    count: async (orgId) => (await registry.list(orgId)).length,
  };
}
