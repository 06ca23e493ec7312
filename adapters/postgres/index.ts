export type { Connection, Database } from './database.ts';
export { createTenantDatabase, type TenantDatabase } from './tenant-database.ts';
export { openDatabase, type OpenDatabaseOptions } from './open-database.ts';
export { openBeside } from './open-beside.ts';
export { type DumpedTable, dumpTables, emptyTables, loadRows, setCounters } from './table-dump.ts';
