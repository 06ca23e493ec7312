import type { Permission, Role } from '@allo/contracts/access';

/** One of two organisations that must not see each other. */
export interface Tenant {
  readonly name: 'A' | 'B';
  readonly orgId: string;
  /** Stands in every text of this organisation, and nowhere else. */
  readonly marker: string;
  /** May do everything. */
  readonly key: string;
  /** Keys with the permissions of each role. */
  readonly roleKeys: ReadonlyMap<Role, { token: string; permissions: ReadonlySet<Permission> }>;
  /** Cookie of a member. */
  readonly cookie: string;
  /** A thing of every kind: `agent`, `call`, `webhook` … */
  readonly ids: Readonly<Record<string, string>>;
}

/** An operation as the description of the API tells of it. */
export interface Operation {
  method: string;
  /** `/v1/agents/{id}`. */
  path: string;
  /** Null: for whoever is signed in, or everybody. */
  permission: Permission | null;
}

interface Description {
  paths: Record<string, Record<string, { 'x-permission'?: Permission }>>;
  'x-websockets': string[];
}

/** What a running server says it can be asked. */
export async function readOperations(
  baseUrl: string,
): Promise<{ operations: Operation[]; webSockets: string[] }> {
  const description = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as Description;
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      permission: operation['x-permission'] ?? null,
    })),
  );
  return { operations, webSockets: description['x-websockets'] };
}
