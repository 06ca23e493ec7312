export { type Clock, type Timer, createSystemClock } from './clock.ts';
export { VirtualClock } from './virtual-clock.ts';
export { type Ids, createIds, createSeededIds } from './ids.ts';
export { type Random, createSeededRandom, createSystemRandom } from './random.ts';
export { AppError, type ErrorCode, errorCatalogue, toAppError } from './errors.ts';
export { type Log, createLog, createSilentLog } from './log.ts';
export { Lifecycle, type Service } from './lifecycle.ts';
export { AsyncQueue } from './async-queue.ts';
export { nextWithin, type NextWithin } from './next-within.ts';
export { setThreadUrgency, type Urgency } from './thread-priority.ts';
export {
  createMasterKeys,
  deriveKey,
  deriveSecretText,
  isMasterKeyText,
  type MasterKey,
  type MasterKeys,
} from './keys/index.ts';
export {
  type DigitGroup,
  type FindOptions,
  findPersonalData,
  maskPersonalData,
  type PersonalDataKind,
  personalDataKinds,
  type PersonalDataSpan,
  readDigitGroups,
  type SpokenDigits,
} from './pii/index.ts';
export { isInnValid, isLuhnValid, isOgrnValid, isSnilsValid } from './pii/checksums.ts';
