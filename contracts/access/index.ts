export { mayGive, type Permission, permissions, permissionsOf, type Role, roles } from './permissions.ts';
export type { Principal } from './principal.ts';
