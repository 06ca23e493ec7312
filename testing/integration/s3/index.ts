export { type RunningS3, s3Part, startS3 } from './s3.ts';
