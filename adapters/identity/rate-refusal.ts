import { AppError } from '@allo/kernel';

/** Too many attempts; says when to come again. */
export class RateRefusal extends AppError {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    super('rate_limited', 'Too many attempts: wait and try again.');
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  }
}
