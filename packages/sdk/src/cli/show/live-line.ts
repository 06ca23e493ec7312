import type { LiveMessage } from '../../live-message.ts';
import type { Paint } from './paint.ts';
import { plain } from './plain.ts';
import { duration, moment } from './time.ts';

const widest = 28;

/** One line about what happened. */
export function liveLine(message: LiveMessage, paint: Paint): string {
  switch (message.type) {
    case 'event': {
      const { at, type, callId, data } = message.event;
      const isFault = /error|failed|rejected|disabled/.test(type);
      const call = callId === null ? '' : `${shortId(callId)}  `;
      return `${paint('dim', moment(at))}  ${paint(isFault ? 'red' : 'cyan', type.padEnd(widest))}  ${paint('dim', call)}${dataWords(data)}`;
    }
    case 'call': {
      const { startedAt, state, agentName, from, to, durationMs, id } = message.call;
      return `${paint('dim', moment(startedAt))}  ${paint('cyan', `call ${state}`.padEnd(widest))}  ${paint('dim', shortId(id))}  ${plain(`${agentName}  ${from} → ${to}  ${duration(durationMs)}`)}`;
    }
    case 'ready':
    case 'too-old':
      return `${message.type} ${message.position}`;
  }
}

/** The end of a UUIDv7 tells calls of one minute apart, its beginning does not. */
function shortId(id: string): string {
  return `…${plain(id).slice(-8)}`;
}

/** `text=… source=typed`: what is plain to read; nested things as JSON. */
function dataWords(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  return Object.entries(data)
    .flatMap(([name, value]) => (value === null ? [] : [`${plain(name)}=${wordOf(value)}`]))
    .join(' ');
}

function wordOf(value: unknown): string {
  const text = typeof value === 'string' ? plain(value) : JSON.stringify(value);
  return typeof value === 'string' && /[\s"=]|^$/.test(text) ? JSON.stringify(text) : plain(text);
}
