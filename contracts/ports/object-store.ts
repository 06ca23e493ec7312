/** Bytes of an object, both ends inclusive and counted from 0 as in an HTTP range. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What goes into an object: bytes, or pieces of it as they come. */
export type ObjectBody = Uint8Array | AsyncIterable<Uint8Array>;

export interface ObjectFacts {
  sizeBytes: number;
  /** When it was put, by the store's clock. */
  modifiedAt: Date;
}

export interface ListedObject extends ObjectFacts {
  key: string;
}

/**
 * Large things by key: recordings, transcripts, documents. Keys are `recordings/<org>/<call>.wav`: up to 8 parts of
 * Latin letters, digits and `._-`, none beginning with a dot; anything else is refused with `bad_request`.
 *
 * Failures are AppErrors: `provider_*` and `rate_limited` with a text that says what to mend, `not_found` from reading
 * what is not there.
 */
export interface ObjectStore {
  /**
   * Stores the whole or nothing: until it resolves, readers find what was there before. Putting the same again is
   * harmless, putting something else replaces it.
   */
  put(key: string, body: ObjectBody, options: { contentType: string }): Promise<void>;
  /** Null when there is no such object. */
  stat(key: string): Promise<ObjectFacts | null>;
  /**
   * The bytes from `range.start` to `range.end` or to the end of the object, whichever comes first; without `range` the
   * whole. Nothing is asked for until it is iterated; whoever leaves the loop lets go of it.
   */
  read(key: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Removing what is not there is not an error. */
  remove(key: string): Promise<void>;
  /** All whose key begins with `prefix`, in the order of their keys. What is listed may be removed meanwhile. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /**
   * An address anybody may download the object from until it expires, saved as `fileName`. Absent where there is none:
   * files have no server, and of sealed objects strangers could only get the sealed bytes.
   */
  presign?(key: string, options: { expiresInSeconds: number; fileName: string }): Promise<string>;
  /** Proves that the store answers; otherwise throws what is wrong and how to mend it. */
  check(): Promise<void>;
  /** Removes what interrupted puts begun before `before` left behind. Answers how many. */
  removeLeftovers(before: Date): Promise<number>;
  /** Ends connections. Idempotent. */
  close(): void;
}
