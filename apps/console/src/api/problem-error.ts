/** A request that failed, in a form the page can explain: `code` picks the text, `detail` is the server's own. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, detail: string) {
    super(detail);
    this.name = 'ProblemError';
    this.code = code;
    this.status = status;
  }
}
