export { createSealedObjectStore, type SealedObjectStoreOptions } from './sealed-object-store.ts';
