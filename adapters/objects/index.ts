export {
  type ObjectEncryption,
  type ObjectStoreSettings,
  openObjectStore,
} from './open-object-store.ts';
