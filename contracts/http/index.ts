export * from './calls.ts';
export * from './events.ts';
export * from './system.ts';
export * from './browser-call.ts';
export * from './problem.ts';
export * from './webhooks.ts';
export * from './audit.ts';
