import type {
  Actor,
  TenantDatabase,
  CallStore,
  EventPage,
  EventQuery,
  EventTail,
  LeadQuery,
  RecordingReader,
  RequestMemory,
  ApiKeys,
  Tenancy,
  Webhooks,
} from '@allo/business';
import type { CallId, OrgId } from '@allo/contracts';
import type { Erasure, Lead, Readiness, Retention, SystemStatus } from '@allo/contracts/http';
import type { JobQueue, ObjectStore, OutgoingHttp, RateLimiter } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { TrunkTest } from '@allo/contracts/http';
import type { Clock, Ids, Log, MasterKeys } from '@allo/kernel';
import type { z } from 'zod';
import type { healthSchema } from '@allo/contracts/http';
import type { AccessControl } from './access/index.ts';
import type { AccountDeps } from './accounts/index.ts';
import type { ProviderRouteDeps } from './providers/provider-deps.ts';
import type { WebSocket } from './web-socket.ts';

export type Health = z.infer<typeof healthSchema>;

/** What the HTTP edge is made with. */
export interface ApiDeps extends ProviderRouteDeps {
  access: AccessControl;
  accounts: AccountDeps;
  version: string;
  limiter: Pick<RateLimiter, 'take'>;
  /** Of one user or one API key. */
  requestsPerMinute: number;
  requestMemory: RequestMemory;
  /** Pages of these origins may use the API with a key. */
  corsOrigins: string[];
  readiness(): Promise<Readiness>;
  privacy: {
    retention(orgId: OrgId): Promise<Retention>;
    changeRetention(orgId: OrgId, actor: Actor, change: Partial<Retention>): Promise<Retention>;
    forgetPhone(orgId: OrgId, actor: Actor, phone: string): Promise<Erasure>;
    erasures(
      orgId: OrgId,
      query: { cursor?: string | undefined; limit: number },
    ): Promise<{ items: Erasure[]; nextCursor: string | null }>;
  };
  tenancy: Tenancy;
  keys: ApiKeys;
  webhooks: Webhooks;
  calls: Pick<CallStore, 'list' | 'get' | 'events' | 'summaries'>;
  /** Everything that happens, as it happens and again. */
  events: {
    tail: Pick<EventTail, 'position' | 'onEvents'>;
    read(query: EventQuery): Promise<EventPage>;
    /** Called while somebody follows an organisation here; answers how to stop. */
    watch?(orgId: OrgId): () => void;
  };
  db: TenantDatabase;
  /** Agents or numbers changed: from now on this node answers by them, and `published` is spoken beforehand. */
  agentsChanged(orgId: OrgId, published?: Skillbase): Promise<void>;
  /** From now on this node knows the trunks as they are. */
  trunksChanged(): Promise<void>;
  probeTrunk(host: string): Promise<TrunkTest>;
  /** The guarded way out. */
  outgoing: Pick<OutgoingHttp, 'check' | 'send'>;
  jobs: Pick<JobQueue, 'add'>;
  masterKeys: MasterKeys;
  leads: { list(orgId: OrgId, query: LeadQuery): Promise<{ items: Lead[]; nextCursor: string | null }> };
  recordings: RecordingReader;
  objects: ObjectStore;
  /** Ends a live call wherever it is; false when no node carries one of that organisation and id. */
  hangUp(orgId: OrgId, callId: CallId): Promise<boolean> | boolean;
  /** What is masked in transcripts changed: from now on this node masks by it. */
  redactionChanged(orgId: OrgId): void;
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
  /** Those proxies, whose word for where people come from is taken. */
  trustedProxies: string[];
  /** Takes over a browser's call; from now on the socket is the taker's to close. */
  onBrowserCall(socket: WebSocket, orgId: OrgId): void;
}
