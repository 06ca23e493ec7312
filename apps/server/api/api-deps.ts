import type { ObjectStore } from '@allo/adapters/files';
import type { AgentDirectory, CallStore, LeadQuery, RequestMemory } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { Lead, Readiness, SystemStatus } from '@allo/contracts/http';
import type { RateLimiter } from '@allo/contracts/ports';
import type { Clock, Ids, Log } from '@allo/kernel';
import type { z } from 'zod';
import type { healthSchema } from '@allo/contracts/http';
import type { AccessControl } from './access/index.ts';
import type { WebSocket } from './web-socket.ts';

export type Health = z.infer<typeof healthSchema>;

/** What the HTTP edge is made with. */
export interface ApiDeps {
  access: AccessControl;
  version: string;
  limiter: Pick<RateLimiter, 'take'>;
  requestMemory: RequestMemory;
  /** Pages of these origins may use the API with a key. */
  corsOrigins: string[];
  readiness(): Promise<Readiness>;
  calls: Pick<CallStore, 'list' | 'get' | 'events' | 'onChanged'>;
  agents: Pick<AgentDirectory, 'list'>;
  leads: { list(orgId: OrgId, query: LeadQuery): Promise<{ items: Lead[]; nextCursor: string | null }> };
  recordings: Pick<ObjectStore, 'size' | 'read'>;
  system(orgId: OrgId): Promise<SystemStatus>;
  health(): Health;
  /** `sip:lidia@192.168.1.5:5060`. */
  sipUri(agentId: string): string;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The built console; null when it was not built. */
  consoleDir: string | null;
  /** Address of the proxy people come through; null: this machine only. */
  publicUrl: string | null;
  /** Takes over a browser's call; from now on the socket is the taker's to close. */
  onBrowserCall(socket: WebSocket, orgId: OrgId): void;
}
