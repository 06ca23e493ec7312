import { defaultOrgId } from '@allo/contracts';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import { describe, expect, it } from 'vitest';
import type { CallRow } from '../schema/index.ts';
import { projectCall } from './project-call.ts';

const at = (seq: number) => new Date(Date.parse('2026-03-02T09:00:00Z') + seq * 1000).toISOString();

function project(...steps: Array<{ [T in EventType]: [T, EventData<T>] }[EventType]>): CallRow {
  const events = steps.map(
    ([type, data], index) =>
      ({
        id: 'e',
        orgId: defaultOrgId,
        callId: 'c',
        seq: index + 1,
        at: at(index + 1),
        type,
        data,
      }) as AlloEvent,
  );
  return events.reduce<CallRow | null>((call, event) => projectCall(call, event, 'node'), null) as CallRow;
}

const initiated: ['call.initiated', EventData<'call.initiated'>] = [
  'call.initiated',
  { direction: 'inbound', wire: 'browser', from: '', to: 'lidia' },
];
const answered: ['call.answered', EventData<'call.answered'>] = ['call.answered', { setupMs: 5 }];
const ended = (reason: string): ['call.ended', EventData<'call.ended'>] => [
  'call.ended',
  { reason, durationMs: 100, outcome: null, outcomeReason: null },
];

describe('projectCall', () => {
  it.each([
    ['agent-hung-up', 'completed'],
    ['caller-hung-up', 'completed'],
    ['max-length', 'completed'],
    ['wire-failed', 'failed'],
    ['media-timeout', 'failed'],
    ['interrupted', 'interrupted'],
    ['shutdown', 'interrupted'],
  ])('an answered call that ends by %s is %s', (reason, state) => {
    expect(project(initiated, answered, ended(reason)).state).toBe(state);
  });

  it('a call that ends before it is answered failed', () => {
    expect(project(initiated, ended('caller-cancelled'))).toMatchObject({
      state: 'failed',
      answeredAt: null,
    });
  });

  it('an ended call stays as it is when something comes late', () => {
    const call = project(initiated, answered, ended('agent-hung-up'), answered, ended('interrupted'));
    expect(call.state).toBe('completed');
  });

  it('a call whose first events were lost is still a call', () => {
    expect(project(answered)).toMatchObject({ state: 'active', agentId: '', startedAt: new Date(at(1)) });
  });

  it('the outcome is the last one told, and its end does not take it away', () => {
    const call = project(
      initiated,
      answered,
      ['agent.outcome', { kind: 'callback', reason: 'a' }],
      ['agent.outcome', { kind: 'lead', reason: 'b' }],
      ended('agent-hung-up'),
    );
    expect(call).toMatchObject({ outcome: 'lead', outcomeReason: 'b' });
  });

  it('the median latency counts the turns that have one', () => {
    const measured = (turn: string, voiceToVoiceMs: number | null) =>
      [
        'agent.turn_measured',
        {
          turn,
          latency: {
            endOfUtteranceMs: null,
            sttFinalMs: null,
            llmFirstTokenMs: null,
            ttsFirstByteMs: null,
            platformMs: null,
            voiceToVoiceMs,
          },
        },
      ] satisfies [EventType, unknown];
    expect(project(initiated, measured('t1', null)).voiceToVoiceP50Ms).toBeNull();
    expect(
      project(initiated, measured('t1', 900), measured('t2', null), measured('t3', 300), measured('t4', 500))
        .voiceToVoiceP50Ms,
    ).toBe(500);
  });
});
