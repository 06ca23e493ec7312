import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import type { Clock, Ids } from '@allo/kernel';

/** Numbers a call's events from 1 without gaps and hands them on. */
export class EventWriter {
  readonly #context: { orgId: OrgId; callId: CallId; clock: Clock; ids: Ids; emit(event: AlloEvent): void };
  #seq = 0;

  constructor(context: {
    orgId: OrgId;
    callId: CallId;
    clock: Clock;
    ids: Ids;
    emit(event: AlloEvent): void;
  }) {
    this.#context = context;
  }

  write<T extends EventType>(type: T, data: EventData<T>): void {
    const { orgId, callId, clock, ids, emit } = this.#context;
    this.#seq += 1;
    const at = new Date(clock.wallTime()).toISOString();
    emit({ id: ids.uuid(), orgId, callId, seq: this.#seq, at, type, data } as AlloEvent);
  }
}
