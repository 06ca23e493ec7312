export { createS3ObjectStore } from './s3-object-store.ts';
export { setS3Lifecycle } from './s3-lifecycle.ts';
export type { S3Options } from './s3-options.ts';
export { readS3Url, type S3Location } from './s3-url.ts';
