/** A text of the address's query; what is none, or empty, is absent. */
export const searchText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
