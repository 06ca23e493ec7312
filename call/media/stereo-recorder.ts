/**
 * Takes both sides of a call as it happens. Left = caller, right = agent; one `append` per tick keeps sample
 * n of the recording at n / rate on the line's clock. Nothing here ever throws into the media path.
 */
export interface StereoRecorder {
  /** Copies both frames, which have equal length. */
  append(caller: Int16Array, agent: Int16Array): void;
  /** Finishes the file. Idempotent; resolves even when the recording had failed. */
  close(): Promise<void>;
}
