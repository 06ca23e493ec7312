/** What Allo uses of the `ws` package's socket: a browser's end of a WebSocket. */
export interface WebSocket {
  /** 1 = open. */
  readonly readyState: number;
  /** Bytes given to `send` that the network has not taken yet. */
  readonly bufferedAmount: number;
  send(data: string | Uint8Array): void;
  ping(): void;
  /** Code and reason as in RFC 6455 §7.4. */
  close(code?: number, reason?: string): void;
  /** Drops the connection without a farewell. */
  terminate(): void;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
  on(event: 'close', listener: (code: number) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'pong', listener: () => void): void;
}
