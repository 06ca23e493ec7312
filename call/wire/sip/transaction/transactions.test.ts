import { describe, expect, it } from 'vitest';
import type { SipResponse } from '../message/index.ts';
import { initialInviteClient, reduceInviteClient } from './invite-client.ts';
import { initialInviteServer, reduceInviteServer, type ServerEvent } from './invite-server.ts';
import { initialNonInviteClient, reduceNonInviteClient } from './non-invite-client.ts';
import { initialNonInviteServer, reduceNonInviteServer } from './non-invite-server.ts';
import type { Reduction, TransactionEffect } from './reduction.ts';

/** Runs events through a machine and writes down, per event, the state after it and the effects. */
function trace<State extends { name: string }, Event extends { type: string; timer?: string }>(
  initial: State,
  reduce: (state: State, event: Event, isReliable: boolean) => Reduction<State>,
  events: Event[],
  isReliable = false,
): string[] {
  let state = initial;
  return events.map((event) => {
    const step = reduce(state, event, isReliable);
    state = step.state;
    return `${event.timer ?? event.type} → ${state.name}: ${step.effects.map(show).join(' ')}`.trimEnd();
  });
}

function show(effect: TransactionEffect): string {
  switch (effect.type) {
    case 'start-timer':
      return `${effect.timer}=${effect.afterMs}`;
    case 'stop-timer':
      return `-${effect.timer}`;
    case 'fail':
      return `fail(${effect.reason})`;
    case 'deliver':
      return `deliver(${effect.response.status})`;
    case 'send-ack':
      return 'ack';
    case 'send':
    case 'end':
      return effect.type;
  }
}

const bytes = Buffer.from('x');
const respond = (status: number) => ({ type: 'respond', status, message: bytes }) as const;
const timer = <Name extends string>(name: Name) => ({ type: 'timer', timer: name }) as const;
const response = (status: number) =>
  ({ type: 'response', response: { kind: 'response', status } as SipResponse }) as const;

describe('reduceInviteServer', () => {
  it('a refusal without ACK / repeats at T1 doubling to T2 and fails at 64·T1', () => {
    const events: ServerEvent[] = [
      respond(100),
      { type: 'request' },
      respond(486),
      timer('G'),
      timer('G'),
      timer('G'),
      timer('G'),
      { type: 'request' },
      timer('H'),
    ];
    expect(trace(initialInviteServer, reduceInviteServer, events)).toEqual([
      'respond → proceeding: send',
      'request → proceeding: send',
      'respond → completed: send H=32000 G=500',
      'G → completed: send G=1000',
      'G → completed: send G=2000',
      'G → completed: send G=4000',
      'G → completed: send G=4000',
      'request → completed: send',
      'H → terminated: -G fail(timeout) end',
    ]);
  });

  it('a refusal with ACK / swallows further ACKs until timer I', () => {
    const events: ServerEvent[] = [respond(404), { type: 'ack' }, { type: 'ack' }, timer('I')];
    expect(trace(initialInviteServer, reduceInviteServer, events)).toEqual([
      'respond → completed: send H=32000 G=500',
      'ack → confirmed: -G -H I=5000',
      'ack → confirmed:',
      'I → terminated: end',
    ]);
  });

  it('a 2xx / stays in Accepted, swallows repeated INVITEs and passes repeated 2xx until timer L', () => {
    const events: ServerEvent[] = [respond(200), { type: 'request' }, respond(200), respond(486), timer('L')];
    expect(trace(initialInviteServer, reduceInviteServer, events)).toEqual([
      'respond → accepted: send L=32000',
      'request → accepted:',
      'respond → accepted: send',
      'respond → accepted:',
      'L → terminated: end',
    ]);
  });

  it('on a reliable transport / never repeats', () => {
    const events: ServerEvent[] = [respond(404), { type: 'ack' }];
    expect(trace(initialInviteServer, reduceInviteServer, events, true)).toEqual([
      'respond → completed: send H=32000',
      'ack → confirmed: -G -H I=0',
    ]);
  });
});

describe('reduceNonInviteServer', () => {
  it('a repeated request / gets the last answer again until timer J', () => {
    const events: ServerEvent[] = [
      { type: 'request' },
      respond(100),
      { type: 'request' },
      respond(200),
      respond(500),
      { type: 'request' },
      timer('J'),
    ];
    expect(trace(initialNonInviteServer, reduceNonInviteServer, events)).toEqual([
      'request → trying:',
      'respond → proceeding: send',
      'request → proceeding: send',
      'respond → completed: send J=32000',
      'respond → completed:',
      'request → completed: send',
      'J → terminated: end',
    ]);
  });
});

describe('reduceInviteClient', () => {
  const start = { type: 'start' } as const;

  it('nobody answers / repeats doubling without a cap and fails at 64·T1', () => {
    const events = [start, timer('A'), timer('A'), timer('A'), timer('A'), timer('B')];
    expect(trace(initialInviteClient(bytes), reduceInviteClient, events)).toEqual([
      'start → calling: send B=32000 A=500',
      'A → calling: send A=1000',
      'A → calling: send A=2000',
      'A → calling: send A=4000',
      'A → calling: send A=8000',
      'B → terminated: -A fail(timeout) end',
    ]);
  });

  it('a refusal / is acknowledged each time it comes, delivered once', () => {
    const events = [start, response(180), response(486), response(486), timer('D')];
    expect(trace(initialInviteClient(bytes), reduceInviteClient, events)).toEqual([
      'start → calling: send B=32000 A=500',
      'response → proceeding: -A -B deliver(180)',
      'response → completed: ack deliver(486) D=32000',
      'response → completed: ack',
      'D → terminated: end',
    ]);
  });

  it('a 2xx / every repetition reaches the user until timer M', () => {
    const events = [start, response(200), response(200), response(486), timer('M')];
    expect(trace(initialInviteClient(bytes), reduceInviteClient, events)).toEqual([
      'start → calling: send B=32000 A=500',
      'response → accepted: -A -B deliver(200) M=32000',
      'response → accepted: deliver(200)',
      'response → accepted:',
      'M → terminated: end',
    ]);
  });
});

describe('reduceNonInviteClient', () => {
  it('nobody answers / repeats up to T2, every T2 after a 1xx, and fails at 64·T1', () => {
    const events = [
      { type: 'start' } as const,
      timer('E'),
      timer('E'),
      timer('E'),
      timer('E'),
      response(100),
      timer('E'),
      timer('F'),
    ];
    expect(trace(initialNonInviteClient(bytes), reduceNonInviteClient, events)).toEqual([
      'start → trying: send F=32000 E=500',
      'E → trying: send E=1000',
      'E → trying: send E=2000',
      'E → trying: send E=4000',
      'E → trying: send E=4000',
      'response → proceeding: deliver(100)',
      'E → proceeding: send E=4000',
      'F → terminated: -E fail(timeout) end',
    ]);
  });

  it('a final answer / ends after timer K', () => {
    const events = [{ type: 'start' } as const, response(200), response(200), timer('K')];
    expect(trace(initialNonInviteClient(bytes), reduceNonInviteClient, events)).toEqual([
      'start → trying: send F=32000 E=500',
      'response → completed: -E -F deliver(200) K=5000',
      'response → completed:',
      'K → terminated: end',
    ]);
  });
});
