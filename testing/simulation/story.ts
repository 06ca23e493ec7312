import type { AlloEvent } from '@allo/contracts/events';

/** A call's events as lines a person reads: virtual seconds, then what happened. The snapshot of a scripted call. */
export function story(events: readonly AlloEvent[]): string[] {
  const start = Date.parse(events[0]?.at ?? '');
  return events.flatMap((event) => {
    const text = told(event);
    return text === null ? [] : [`${((Date.parse(event.at) - start) / 1000).toFixed(2)} ${text}`];
  });
}

function told(event: AlloEvent): string | null {
  switch (event.type) {
    case 'call.user_spoke':
      return `caller: ${event.data.text}`;
    case 'agent.spoke':
      return `agent${event.data.isComplete ? '' : ' (cut)'}: ${event.data.text}`;
    case 'agent.field_collected':
      return `  ${event.data.field} = ${event.data.value}${event.data.isConfirmed ? ' ✓' : ''}`;
    case 'agent.step_entered':
      return `  → ${event.data.step}`;
    case 'agent.outcome':
      return `  outcome ${event.data.kind} (${event.data.reason})`;
    case 'agent.error':
      return `  ! ${event.data.stage} ${event.data.code}`;
    case 'call.interrupted':
      return `  interrupted after “${event.data.heardText}”`;
    case 'call.dtmf_received':
      return `caller presses ${event.data.digit}`;
    case 'call.silence':
      return `  silence ${event.data.count}`;
    case 'call.message_recorded':
      return `  message of ${(event.data.durationMs / 1000).toFixed(1)} s`;
    case 'call.ended':
      return `ended: ${event.data.reason}, ${event.data.outcome}`;
    case 'agent.escalated':
      return `  escalated: ${event.data.reason}`;
    default:
      return null;
  }
}
