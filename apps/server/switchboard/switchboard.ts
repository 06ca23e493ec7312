import type { CallServices, VoiceCommand, VoiceReport } from '@allo/call/session';
import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { CallFacts, LegCloseReason, LegNotice } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { Clock, Ids, Log, Random } from '@allo/kernel';

/** The signalling end of one call: a SIP dialog or a browser's socket. */
export interface CallWire {
  /** The session is ready: pick up. Rejects when the wire is gone. */
  answer(): Promise<void>;
  /** Ends the wire; it answers with `closed` of the switchboard. Idempotent. */
  hangUp(reason: LegCloseReason): void;
  notify(notice: LegNotice): void;
}

/** Who answers and how. */
export interface AnsweringAgent {
  id: string;
  version: number;
  skillbase: Skillbase;
  /** Of the organisation's own, with their keys; whoever resolves an agent looks them up, or calls go elsewhere. */
  services: CallServices;
}

export interface SwitchboardOptions {
  clock: Clock;
  ids: Ids;
  random: Random;
  log: Log;
  voice: { send(command: VoiceCommand): void };
  closeLine(call: { orgId: OrgId; callId: CallId; lineId: number }): Promise<unknown>;
  onEvent(event: AlloEvent): void;
}

interface LiveCall {
  orgId: OrgId;
  wire: CallWire;
  lineId: number;
  isWireClosed: boolean;
}

/** Connects wires to the voice thread: who answers, who hangs up, and that every call ends on both sides. */
export class Switchboard {
  readonly #options: SwitchboardOptions;
  readonly #calls = new Map<CallId, LiveCall>();
  readonly #whenEmpty: Array<() => void> = [];

  constructor(options: SwitchboardOptions) {
    this.#options = options;
  }

  get activeCalls(): number {
    return this.#calls.size;
  }

  newCallId(): CallId {
    return this.#options.ids.uuid() as CallId;
  }

  /** Hands a call whose media line is open to the voice thread. */
  connect(call: {
    orgId: OrgId;
    callId: CallId;
    lineId: number;
    facts: CallFacts;
    agent: AnsweringAgent;
    wire: CallWire;
  }): void {
    const { orgId, callId, lineId, facts, agent, wire } = call;
    const { voice, random } = this.#options;
    this.#calls.set(callId, { orgId, wire, lineId, isWireClosed: false });
    voice.send({
      type: 'start-call',
      callId,
      orgId,
      lineId,
      facts,
      agent: { id: agent.id, skillbaseVersion: agent.version },
      skillbase: agent.skillbase,
      services: agent.services,
      seed: random.below(0x7fff_ffff),
    });
  }

  /** The wire ended, whoever wanted it. Idempotent. */
  wireClosed(callId: CallId, reason: LegCloseReason): void {
    const call = this.#calls.get(callId);
    if (!call || call.isWireClosed) return;
    call.isWireClosed = true;
    this.#options.voice.send({ type: 'wire-closed', callId, reason });
    void this.#options.closeLine({ callId, ...call });
  }

  /** Ends a call of this organisation for somebody who is not in it. False when there is none here. */
  hangUp(orgId: OrgId, callId: CallId): boolean {
    const call = this.#calls.get(callId);
    if (!call || call.orgId !== orgId) return false;
    call.wire.hangUp('agent-hung-up');
    this.wireClosed(callId, 'agent-hung-up');
    return true;
  }

  text(callId: CallId, text: string, isFinal: boolean, source: 'recognition' | 'typed'): void {
    this.#options.voice.send({ type: 'wire-text', callId, text, isFinal, source });
  }

  /** A media line ended by itself (no packets, a dead thread): its call ends too. */
  lineClosed(lineId: number, reason: LegCloseReason): void {
    for (const [callId, call] of this.#calls) {
      if (call.lineId !== lineId) continue;
      call.wire.hangUp(reason);
      this.wireClosed(callId, reason);
    }
  }

  onReport(report: VoiceReport): void {
    switch (report.type) {
      case 'event':
        return this.#options.onEvent(report.event);
      case 'answer':
        return void this.#answer(report.callId);
      case 'hang-up':
        return this.#calls.get(report.callId)?.wire.hangUp(report.reason);
      case 'notice':
        return this.#calls.get(report.callId)?.wire.notify(report.notice);
      case 'closed':
        return this.#closed(report.callId);
      case 'warmed':
        return this.#options.log.info(
          { ready: report.ready, failed: report.failed },
          'set phrases are spoken',
        );
    }
  }

  /** Resolves when no call is left, or after `deadlineMs` when the rest is ended. */
  async drain(deadlineMs: number): Promise<void> {
    if (this.#calls.size === 0) return;
    const emptied = new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
    const deadline = new AbortController();
    const late = this.#options.clock.sleep(deadlineMs, deadline.signal).catch(() => {});
    await Promise.race([emptied, late]);
    deadline.abort();
    this.endAll('shutdown');
  }

  /** Ends every call now. */
  endAll(reason: LegCloseReason): void {
    for (const [callId, call] of this.#calls) {
      call.wire.hangUp(reason);
      this.wireClosed(callId, reason);
    }
  }

  async #answer(callId: CallId): Promise<void> {
    const call = this.#calls.get(callId);
    if (!call) return;
    try {
      await call.wire.answer();
      this.#options.voice.send({ type: 'answered', callId });
    } catch {
      this.wireClosed(callId, 'wire-failed');
    }
  }

  #closed(callId: CallId): void {
    const call = this.#calls.get(callId);
    if (!call) return;
    // The voice side ended by itself: the wire must not be left open.
    if (!call.isWireClosed) {
      call.isWireClosed = true;
      call.wire.hangUp('wire-failed');
      void this.#options.closeLine({ callId, ...call });
    }
    this.#calls.delete(callId);
    if (this.#calls.size === 0) for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }
}
