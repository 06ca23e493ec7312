import { pino, type DestinationStream, type Level } from 'pino';

/**
 * Structured log. The message is a constant sentence; ids and figures go into `fields`. What a caller
 * said, phone numbers and names never do: `redact` is the last net, not the rule.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

/** Field names that carry personal data or secrets wherever they appear. */
const personal = [
  'text',
  'from',
  'to',
  'phone',
  'name',
  'email',
  'value',
  'transcript',
  'authorization',
  'apiKey',
];

export function createLog(options: { level: Level | 'silent'; destination?: DestinationStream }): Log {
  const paths = personal.flatMap((field) => [field, `*.${field}`]);
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[hidden]' },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** For tests and benches. */
export function createSilentLog(): Log {
  const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
  return log;
}
