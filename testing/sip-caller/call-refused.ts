/** The far side answered 300-699, or nothing (408), or cancelled by us (487). */
export class CallRefused extends Error {
  readonly status: number;
  readonly headers: ReadonlyArray<{ name: string; value: string }>;

  constructor(status: number, reason: string, headers: ReadonlyArray<{ name: string; value: string }> = []) {
    super(`The call was refused: ${status} ${reason}`);
    this.name = 'CallRefused';
    this.status = status;
    this.headers = headers;
  }
}
