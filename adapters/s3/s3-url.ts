import type { S3Options } from './s3-options.ts';

/** Where a bucket is, as one address tells it. */
export type S3Location = Pick<S3Options, 'bucket' | 'prefix' | 'endpoint' | 'region' | 'usesPathStyle'> & {
  kmsKeyId: string | null;
};

const known = new Set(['endpoint', 'region', 'pathStyle', 'kmsKeyId']);

/**
 * Reads `s3://bucket/prefix?endpoint=https://storage.example.com&region=ru-1`. Without `endpoint` it is Amazon's; with
 * one, the bucket goes into the path unless `pathStyle=false`. `kmsKeyId` is for encryption by the server. Null when it
 * is malformed, holds something else, or an endpoint that is not http(s) or not a server's root.
 */
export function readS3Url(text: string): S3Location | null {
  const url = URL.parse(text);
  if (url?.protocol !== 's3:' || url.username || url.password || url.port || url.hash) return null;
  if ([...url.searchParams.keys()].some((name) => !known.has(name))) return null;
  const bucket = url.hostname;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return null;
  const prefix = url.pathname.replace(/^\/|\/$/g, '');
  if (prefix !== '' && !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(prefix)) return null;
  const endpoint = url.searchParams.get('endpoint');
  if (endpoint !== null && !isServer(endpoint)) return null;
  const pathStyle = url.searchParams.get('pathStyle') ?? String(endpoint !== null);
  if (pathStyle !== 'true' && pathStyle !== 'false') return null;
  const region = url.searchParams.get('region') ?? 'us-east-1';
  if (!/^[\w-]{1,40}$/.test(region)) return null;
  return {
    bucket,
    prefix,
    endpoint: endpoint === null ? null : endpoint.replace(/\/$/, ''),
    region,
    usesPathStyle: pathStyle === 'true',
    kmsKeyId: url.searchParams.get('kmsKeyId'),
  };
}

function isServer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return (
    url.username === '' && url.password === '' && url.pathname === '/' && url.search === '' && url.hash === ''
  );
}
