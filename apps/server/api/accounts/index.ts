export type { AccountDeps } from './account-deps.ts';
export { addAccountRoutes } from './add-account-routes.ts';
