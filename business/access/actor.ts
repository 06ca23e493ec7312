/** Who changed something, for the audit log. */
export interface Actor {
  kind: 'user' | 'api-key' | 'system';
  /** The user's or the key's id; of the system, the part that acted: `retention`. */
  id: string;
  name: string;
  /** Where the request came from. */
  address: string | null;
  requestId: string | null;
}

/** A part of the program that acts by itself. */
export function systemActor(part: string): Actor {
  return { kind: 'system', id: part, name: part, address: null, requestId: null };
}
