/** How a bucket is reached. */
export interface S3Options {
  bucket: string;
  /** Before every key, without slashes at the ends; empty for none. */
  prefix: string;
  /** `https://storage.yandexcloud.net`; null for Amazon's own. */
  endpoint: string | null;
  region: string;
  /** The bucket in the path instead of the host name: what most servers of one's own want. */
  usesPathStyle: boolean;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** What the server is told to encrypt with; null: nothing is said. */
  serverSideEncryption: { algorithm: 'AES256' | 'aws:kms'; kmsKeyId: string | null } | null;
  /** Smallest allowed by S3 is 5 MiB. */
  partBytes?: number;
  /** Each request: to connect, and between two pieces of an answer. */
  timeouts?: { connectMs: number; idleMs: number };
  /** Of one request, the first included. */
  maxAttempts?: number;
}
