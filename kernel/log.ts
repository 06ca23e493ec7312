import { type DestinationStream, type Level, type Logger, pino } from 'pino';
import { withoutPersonalData } from './log-fields.ts';
import { maskPersonalData } from './pii/index.ts';

/**
 * Structured log. The message is a constant sentence; ids and figures go into `fields`. What a caller
 * said, phone numbers and names never do. Masking is the last net, not the rule: fields named like personal data or
 * secrets are hidden at any depth, and everything else, causes of errors too, passes the patterns of `pii`.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

export function createLog(options: { level: Level | 'silent'; destination?: DestinationStream }): Log {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return masked(options.destination ? pino(settings, options.destination) : pino(settings));
}

function masked(inner: Logger): Log {
  const write = (level: Level) => (fields: object, message: string) => {
    // What is not written need not be looked at.
    if (inner.isLevelEnabled(level)) inner[level](withoutPersonalData(fields), maskPersonalData(message));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => masked(inner.child(withoutPersonalData(fields))),
  };
}

/** For tests and benches. */
export function createSilentLog(): Log {
  const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
  return log;
}
