export { agents, type SkillbaseSource } from './agents.ts';
export { calls } from './calls.ts';
export { keys } from './keys.ts';
export { leads } from './leads.ts';
export { numbers } from './numbers.ts';
export { tools } from './tools.ts';
export { trunks } from './trunks.ts';
export { webhooks } from './webhooks.ts';
export type { Which } from './version-of.ts';
