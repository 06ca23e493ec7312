export {
  createMasterKeys,
  deriveKey,
  deriveSecretText,
  isMasterKeyText,
  type MasterKey,
  type MasterKeys,
} from './master-keys.ts';
