export * from './server-process.ts';
