import type { ObjectStore } from '@allo/contracts/ports';
import type { MasterKeys } from '@allo/kernel';
import { createFileObjectStore } from '../files/file-object-store.ts';
import type { S3Location } from '../s3/s3-url.ts';
import { createSealedObjectStore } from '../sealed-objects/index.ts';
import { createLazyObjectStore } from './lazy-object-store.ts';

/** `client`: sealed here, before anything leaves; `server`: the S3 server is told to; `off`: as it is. */
export type ObjectEncryption = 'client' | 'server' | 'off';

export interface ObjectStoreSettings {
  /** Null: files of `folder`. */
  s3: (S3Location & { credentials: { accessKeyId: string; secretAccessKey: string } }) | null;
  folder: string;
  encryption: ObjectEncryption;
  keys: MasterKeys;
}

/** The store the settings ask for. Makes no request. */
export function openObjectStore({ s3, folder, encryption, keys }: ObjectStoreSettings): ObjectStore {
  const store = s3 ? openS3(s3, encryption) : createFileObjectStore({ folder });
  return encryption === 'client' ? createSealedObjectStore({ store, keys }) : store;
}

function openS3(s3: NonNullable<ObjectStoreSettings['s3']>, encryption: ObjectEncryption): ObjectStore {
  const algorithm = s3.kmsKeyId === null ? ('AES256' as const) : ('aws:kms' as const);
  const serverSideEncryption = encryption === 'server' ? { algorithm, kmsKeyId: s3.kmsKeyId } : null;
  return createLazyObjectStore(async () => {
    const { createS3ObjectStore } = await import('../s3/index.ts');
    return createS3ObjectStore({ ...s3, serverSideEncryption });
  });
}
