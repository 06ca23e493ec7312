export * from './server-process.ts';
export { claimServer, type Owner } from './claim-server.ts';
