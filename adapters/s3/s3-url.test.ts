import { describe, expect, it } from 'vitest';
import { readS3Url } from './s3-url.ts';

describe('readS3Url', () => {
  it.each([
    [
      's3://calls',
      { bucket: 'calls', prefix: '', endpoint: null, region: 'us-east-1', usesPathStyle: false },
    ],
    [
      's3://calls/allo/one/?endpoint=https://storage.yandexcloud.net/&region=ru-central1',
      {
        bucket: 'calls',
        prefix: 'allo/one',
        endpoint: 'https://storage.yandexcloud.net',
        region: 'ru-central1',
        usesPathStyle: true,
      },
    ],
    [
      's3://my.calls?endpoint=http://10.0.0.5:9000&pathStyle=false',
      { usesPathStyle: false, bucket: 'my.calls' },
    ],
    ['s3://calls?kmsKeyId=abc', { kmsKeyId: 'abc' }],
  ])('%s / is read', (text, expected) => {
    expect(readS3Url(text)).toMatchObject(expected);
  });

  it.each([
    '',
    'calls',
    'https://calls.s3.amazonaws.com',
    's3://',
    's3://Calls_1',
    's3://user:secret@calls',
    's3://calls:9000',
    's3://calls/.hidden/other',
    's3://calls//a',
    's3://calls?endpoint=storage.example.com',
    's3://calls?endpoint=ftp://storage.example.com',
    's3://calls?endpoint=https://u:p@storage.example.com',
    's3://calls?endpoint=https://storage.example.com/calls',
    's3://calls?region=ru central',
    's3://calls?pathStyle=maybe',
    's3://calls?secret=1',
  ])('%j / is refused', (text) => {
    expect(readS3Url(text)).toBeNull();
  });
});
