/** Where a message came from or goes to. `address` is numeric. */
export interface SipSource {
  address: string;
  port: number;
}

/**
 * Moves whole SIP messages. UDP today; a TCP or TLS transport frames its stream by Content-Length and says
 * `isReliable`, which turns retransmission timers off.
 */
export interface SipTransport {
  /** As spelled in Via. */
  readonly protocol: 'UDP' | 'TCP' | 'TLS';
  readonly isReliable: boolean;
  /** Address and port bound; the port is the real one after `start`, even when 0 was asked for. */
  readonly local: SipSource;
  /** Errors: AppError `port_in_use`, `config_invalid`. */
  start(): Promise<void>;
  /** Never throws; what cannot be sent is lost, as on the wire. */
  send(message: Buffer, target: SipSource): void;
  /** One listener, set before `start`. */
  onMessage(listener: (message: Buffer, source: SipSource) => void): void;
  /** Idempotent. */
  close(): Promise<void>;
}
