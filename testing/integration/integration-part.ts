/** A real server that tests can run on, started as a child process with everything it writes in a temporary folder. */
export interface IntegrationPart {
  /** As written on the command line: `postgres`. */
  readonly name: string;
  /** Never rejects because something is not installed: that is an answer. */
  start(): Promise<RunningPart | MissingPart>;
}

export interface RunningPart {
  isRunning: true;
  /** For people: what runs, and where it came from. */
  label: string;
  /** What a test needs to find it, as variables of the environment. */
  env: Readonly<Record<string, string>>;
  /** Ends the process and removes its folder. Idempotent. */
  close(): Promise<void>;
}

export interface MissingPart {
  isRunning: false;
  reason: string;
  /** A command or a step that would make it run. */
  enable: string;
}
