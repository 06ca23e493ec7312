/** One request to an address that a tenant chose. Only public addresses are reached, whatever the name says. */
export interface OutgoingRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `http:` or `https:`, without user and password. */
  url: string;
  /** Names in any case. Those that steer the connection (`host`, `content-length`, `connection` …) are refused. */
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** 0 to 3, default 0: the redirect itself is then the answer. Every hop is checked like the first address. */
  maxRedirects?: number;
  /** For everything: name, connection, request, redirects, answer. At most and by default 15 000 ms. */
  totalMs?: number;
  /** What is read of the answer's body; the rest is cut. At most and by default 1 MiB. */
  maxResponseBytes?: number;
}

/** The request broke a rule and no byte of it (or of this hop) was sent. Trying again is useless until something changes. */
export type OutgoingRefusal =
  | 'url_invalid'
  | 'scheme_refused'
  | 'credentials_in_url'
  | 'port_refused'
  /** The name leads to an address that is not public: this machine, its network, a cloud's metadata. */
  | 'address_refused'
  | 'header_refused'
  | 'body_too_large'
  | 'too_many_redirects';

/** The request was allowed, but no whole answer came. */
export type OutgoingFailure =
  | 'name_not_found'
  | 'unreachable'
  | 'tls_failed'
  | 'timeout'
  | 'broken_reply'
  | 'aborted';

export type OutgoingReply =
  | {
      kind: 'answered';
      status: number;
      /** Lower-case names; repeated ones joined with a comma. */
      headers: Readonly<Record<string, string>>;
      /** As it came over the wire: never decompressed. */
      body: Uint8Array;
      /** There was more than `maxResponseBytes`. */
      isCut: boolean;
      /** Where the answer came from, after redirects. */
      url: string;
      durationMs: number;
    }
  | { kind: 'refused'; code: OutgoingRefusal; durationMs: number }
  | { kind: 'failed'; code: OutgoingFailure; durationMs: number };

/** The only way out for webhooks and tools. Never throws for what happens on the network. */
export interface OutgoingHttp {
  send(request: OutgoingRequest, signal?: AbortSignal): Promise<OutgoingReply>;
  /**
   * What is wrong with an address as written, or null. Names are not looked up: where they lead is checked by every
   * `send`, because it may change.
   */
  check(url: string): OutgoingRefusal | null;
  /** Breaks off what is under way. Idempotent. */
  close(): void;
}
