export { applyRetention, type RetentionDeps } from './apply-retention.ts';
export { type ForgetDeps, forgetPhone } from './forget-phone.ts';
export { listErasures } from './list-erasures.ts';
export { changeRetention, defaultRetention, getRetention } from './retention-rules.ts';
