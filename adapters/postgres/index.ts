export type { Database } from './database.ts';
export type { TenantDatabase } from './tenant-database.ts';
export { openDatabase, type OpenDatabaseOptions } from './open-database.ts';
