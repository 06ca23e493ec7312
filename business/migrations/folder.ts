import { fileURLToPath } from 'node:url';

/** Where the SQL that makes the tables lies; applied in order of name, forward only. */
export const migrationsFolder = fileURLToPath(new URL('.', import.meta.url));
