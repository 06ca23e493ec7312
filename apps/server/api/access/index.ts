export {
  type AccessControl,
  type Account,
  type AskedBy,
  guardAccess,
  type RouteAccess,
  type RouteEntry,
} from './route-access.ts';
export { accountRoute, publicRoute, tenantRoute } from './tenant-route.ts';
export { watchAccess } from './watch-access.ts';
export { noContent } from './no-content.ts';
export { actorOf } from './actor-of.ts';
export { actorOfAccount } from './actor-of-account.ts';
export { askerOf } from './asker-of.ts';
export { idParamsSchema } from './id-params.ts';
