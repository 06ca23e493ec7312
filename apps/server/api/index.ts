export type { AccountDeps } from './accounts/index.ts';
export type { AccessControl, Account, AskedBy } from './access/index.ts';
export type { Api } from './api.ts';
export type { ApiDeps, Health } from './api-deps.ts';
export { createApi } from './create-api.ts';
export type { WebSocket } from './web-socket.ts';
