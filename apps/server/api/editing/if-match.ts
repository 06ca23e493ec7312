import type { ExpectedVersion } from '@allo/business';
import { AppError } from '@allo/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * What If-Match asks for (RFC 9110 §13.1.1). Throws `precondition_required` where it is missing and
 * `precondition_failed` for a tag that no version of ours can have.
 */
export function ifMatch(request: Pick<FastifyRequest, 'headers'>): ExpectedVersion {
  const header = request.headers['if-match']?.trim();
  if (!header) {
    const cure = 'Send If-Match with the ETag of what you read, or * to overwrite whatever is there.';
    throw new AppError('precondition_required', cure);
  }
  if (header === '*') return '*';
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new AppError('precondition_failed', 'No version has this tag.');
  return Number(version);
}

/** Tells the version of what is answered, for a later If-Match. */
export function tellVersion(reply: FastifyReply, version: number): void {
  void reply.header('etag', `"${version}"`);
}
