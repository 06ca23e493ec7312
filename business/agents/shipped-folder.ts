import { fileURLToPath } from 'node:url';

/** Where the skillbase files that come with the program lie. */
export const shippedAgentsFolder = fileURLToPath(new URL('./shipped/', import.meta.url));
