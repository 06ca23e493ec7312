export type { Database } from './database.ts';
export { openDatabase, type OpenDatabaseOptions } from './open-database.ts';
