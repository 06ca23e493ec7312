import type { ObjectStore } from '@allo/contracts/ports';
import type { MasterKeys } from '@allo/kernel';
import { createFileObjectStore } from '../files/file-object-store.ts';
import { createS3ObjectStore, type S3Location } from '../s3/index.ts';
import { createSealedObjectStore } from '../sealed-objects/index.ts';

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
  const store = s3
    ? createS3ObjectStore({ ...s3, serverSideEncryption: encryption === 'server' ? algorithmOf(s3) : null })
    : createFileObjectStore({ folder });
  return encryption === 'client' ? createSealedObjectStore({ store, keys }) : store;
}

function algorithmOf({ kmsKeyId }: S3Location) {
  return { algorithm: kmsKeyId === null ? ('AES256' as const) : ('aws:kms' as const), kmsKeyId };
}
