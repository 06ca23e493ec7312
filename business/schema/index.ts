export { instance, invitations, members, organisations } from './organisations.ts';
export {
  type AgentRow,
  agents,
  type NumberRow,
  numbers,
  type SkillbaseVersionRow,
  skillbaseVersions,
} from './agents.ts';
export {
  type DocumentRow,
  documentChunks,
  documents,
  type ImportRow,
  imports,
  type KnowledgeBaseRow,
  knowledgeBases,
  type ToolRow,
  tools,
  type TrunkRow,
  trunks,
} from './catalogue.ts';
export { calls, events, turns, type CallRow, type TurnRow } from './calls.ts';
export { leads, type LeadRow } from './leads.ts';
export { eventConsumers, eventStream, outbox, type OutboxRow } from './outbox.ts';
export { idempotencyKeys } from './requests.ts';
export {
  webhookAttempts,
  webhookDeliveries,
  webhookEndpoints,
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
} from './webhooks.ts';
export { apiKeys, type ApiKeyRow, auditLog, type AuditRow } from './access.ts';
export { organisationKeys, organisationSettings, providers, secrets } from './secrets.ts';
export { type ErasureRow, erasures, retentionRules } from './privacy.ts';
