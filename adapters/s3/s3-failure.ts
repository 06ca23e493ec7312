import { AppError, type ErrorCode } from '@allo/kernel';

/** Whom an error speaks of: never a key. */
export interface S3Place {
  bucket: string;
  /** Host of the server. */
  server: string;
}

interface Remedy {
  code: ErrorCode;
  text: (place: S3Place) => string;
}

const rejected = (text: Remedy['text']): Remedy => ({ code: 'provider_rejected', text });

const wrongKeys = rejected(
  ({ server }) =>
    `The object store ${server} does not accept the keys: correct S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`,
);
const wrongRegion = rejected(
  ({ bucket, server }) =>
    `The bucket ${bucket} is in another region or at another address than ${server}: correct region and endpoint in OBJECTS_URL.`,
);
const refused = rejected(
  ({ bucket, server }) =>
    `The object store ${server} refuses access to the bucket ${bucket}: correct the keys, or allow them to list, read, write and delete its objects.`,
);
const noBucket = rejected(
  ({ bucket, server }) => `There is no bucket ${bucket} at ${server}: make it, or correct OBJECTS_URL.`,
);
const busy: Remedy = {
  code: 'rate_limited',
  text: ({ server }) => `The object store ${server} asks for fewer requests: wait, or raise its limit.`,
};
const broken: Remedy = {
  code: 'provider_unreachable',
  text: ({ server }) => `The object store ${server} fails: look at its own log, it is tried again.`,
};
const late: Remedy = {
  code: 'provider_timeout',
  text: ({ server }) => `The object store ${server} does not answer in time: check its load and the network.`,
};
const full = rejected(
  ({ server }) => `The object store ${server} has no room left: make room or raise its quota.`,
);

/** S3's own words, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const remedies: Record<string, Remedy> = {
  InvalidAccessKeyId: wrongKeys,
  SignatureDoesNotMatch: wrongKeys,
  InvalidToken: wrongKeys,
  // The Versity gateway's word for an unknown key.
  XAdminUserNotFound: wrongKeys,
  NoSuchBucket: noBucket,
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  IllegalLocationConstraintException: wrongRegion,
  AccessDenied: refused,
  AllAccessDisabled: refused,
  AccountProblem: refused,
  RequestTimeTooSkewed: rejected(
    ({ server }) => `The clocks of this machine and of ${server} differ by minutes: set them (NTP).`,
  ),
  NotImplemented: rejected(
    ({ server }) =>
      `The object store ${server} lacks a function of S3 that was asked for: do without, or use another.`,
  ),
  QuotaExceeded: full,
  InsufficientCapacity: full,
  XMinioStorageFull: full,
  SlowDown: busy,
  TooManyRequests: busy,
  BadDigest: {
    code: 'provider_garbage',
    text: ({ server }) =>
      `What arrived at the object store ${server} is not what was sent: check the network.`,
  },
  RequestTimeout: late,
  TimeoutError: late,
};

const statusRemedies: Record<number, Remedy> = {
  301: wrongRegion,
  307: wrongRegion,
  308: wrongRegion,
  401: wrongKeys,
  403: refused,
  408: late,
  429: busy,
  504: late,
  507: full,
};

/** Turns whatever the client threw into an error that says what to mend; the server's text stays out of it. */
export function s3Failure(thrown: unknown, place: S3Place): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = thrown as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  const status = error.$metadata?.httpStatusCode;
  const name = error.name ?? 'unknown';
  const system = systemCode(thrown);
  const remedy = remedies[name] ?? (system === null ? remedyOfStatus(status) : remedyOfSystem(system));
  const detail = [status && `HTTP ${status}`, system ?? safeName(name)].filter(Boolean).join(' ');
  return new AppError(remedy.code, remedy.text(place), { detail, cause: thrown });
}

/** The object, not the bucket, is missing. */
export function isNoSuchKey(thrown: unknown): boolean {
  const error = thrown as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (error.name === 'NoSuchBucket') return false;
  return error.name === 'NoSuchKey' || error.name === 'NotFound' || error.$metadata?.httpStatusCode === 404;
}

function remedyOfStatus(status: number | undefined): Remedy {
  if (status === undefined || (status >= 200 && status < 300)) {
    return {
      code: 'provider_garbage',
      text: ({ server }) =>
        `${server} answers, but not as S3 does: correct the endpoint in OBJECTS_URL, it may lead to a web page.`,
    };
  }
  const known = statusRemedies[status];
  if (known) return known;
  return status >= 500
    ? broken
    : rejected(
        ({ server }) => `The object store ${server} does not accept a request: see the log for its code.`,
      );
}

function remedyOfSystem(system: string): Remedy {
  if (system === 'ETIMEDOUT') return late;
  return {
    code: 'provider_unreachable',
    text: ({ server }) =>
      `The object store ${server} cannot be reached (${system}): start it, or correct the endpoint in OBJECTS_URL.`,
  };
}

/** The system's word, however deep it lies. */
function systemCode(thrown: unknown): string | null {
  let current: unknown = thrown;
  // A bound, because a chain of causes may be a ring.
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    const { code, cause } = current as { code?: unknown; cause?: unknown };
    if (
      typeof code === 'string' &&
      /^(E[A-Z0-9_]+|CERT_.+|DEPTH_ZERO.+|SELF_SIGNED.+|UNABLE_TO.+|HPE_.+)$/.test(code)
    )
      return code;
    current = cause;
  }
  return null;
}

/** A code is one word; anything longer is text that may hold what it should not. */
function safeName(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : 'unknown error';
}
