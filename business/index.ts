export * from './privacy/index.ts';
export type { Db, Deps, TenantDatabase } from './deps.ts';
export { migrationsFolder } from './migrations/folder.ts';
export { ensureDefaultOrganisation } from './tenancy/ensure-default-organisation.ts';
export { createInstanceClaim, type InstanceClaim, type Owner } from './tenancy/instance-claim.ts';
export {
  type AgentDirectory,
  type PublishedAgent,
  createAgentDirectory,
} from './agents/agent-directory.ts';
export { type ParseSkillbase, seedShippedAgents } from './agents/seed-shipped-agents.ts';
export { shippedAgentsFolder } from './agents/shipped-folder.ts';
export { type CallStore, createCallStore } from './calls/call-store.ts';
export {
  type CallEventSink,
  type CallEventSinkOptions,
  createCallEventSink,
} from './calls/call-event-sink.ts';
export type { CallQuery } from './calls/list-calls.ts';
export type { RepairRecording } from './calls/recover-interrupted.ts';
export { type LeadQuery, listLeads } from './leads/list-leads.ts';
export { type CallArchive, type CallArchiveOptions, createCallArchive } from './recordings/call-archive.ts';
export { createErasableObjects } from './recordings/erasable-objects.ts';
export {
  defaultObjectDays,
  type ExpiredObjects,
  expireObjects,
} from './recordings/expire-objects.ts';
export { callOfRecordingKey, recordingKey } from './recordings/recording-key.ts';
export { createRecordingReader, type RecordingReader } from './recordings/recording-reader.ts';
export { transcriptKey } from './recordings/transcript-key.ts';
export { callTranscript, type TranscribedCall, transcriptText } from './recordings/transcript-text.ts';
export {
  createRequestMemory,
  type KeyedRequest,
  type RequestMemory,
  type RequestState,
  type StoredReply,
} from './requests/request-memory.ts';
export { type Actor, systemActor } from './access/actor.ts';
export { type ApiKeys, createApiKeys } from './access/api-keys.ts';
export { isApiKeySecret, readApiKeyToken } from './access/api-key-token.ts';
export { listAudit } from './access/list-audit.ts';
export { type Change, recordChange } from './access/record-change.ts';
export { verifyAuditChain } from './access/verify-audit-chain.ts';
export type { SecretDeps } from './secrets/organisation-key.ts';
export { rewrapOrganisationKeys, rotateOrganisationKey } from './secrets/rotate-keys.ts';
export { openText, sealText } from './secrets/seal-text.ts';
export { listSecrets, openSecret, removeSecret, sealSecret, type SecretView } from './secrets/secrets.ts';
export { tellOf, toldChannel, type Told } from './events/tell-of.ts';
export { announcing } from './events/told-transactions.ts';
export { placedChannel } from './events/place-events.ts';
export { createEventRelay, type EventRelay, type EventRelayOptions } from './events/event-relay.ts';
export { type EventConsumer, type EventConsumerOptions, runEventConsumer } from './events/event-consumer.ts';
export { type EventTail, openEventTail } from './events/event-tail.ts';
export { type EventPage, type EventQuery, readEvents, streamBounds } from './events/read-events.ts';
export { createBusConsumer } from './events/bus-consumer.ts';
export { createWakingLoop, type WakingLoop } from './events/waking-loop.ts';
export { replay } from './events/replay.ts';
export { keptDays, trimEvents } from './events/trim-events.ts';
export { type RedactionSettings, redactionSettings, setRedaction } from './redaction/redaction-settings.ts';
export { createTranscriptRedactor, type TranscriptRedactor } from './redaction/transcript-redactor.ts';
export type { Asker } from './tenancy/asker.ts';
export type { KnownPerson, Person } from './tenancy/memberships-of.ts';
export type { InvitationLetter, SendInvitation } from './tenancy/send-invitation.ts';
export { hasOrganisation } from './tenancy/has-organisation.ts';
export { createTenancy, type Tenancy, type TenancyOptions } from './tenancy/tenancy.ts';
export type { ExpectedVersion } from './expected-version.ts';
export type { AgentView } from './agents/agent-view.ts';
export { changeAgent, removeAgent } from './agents/change-agent.ts';
export { getAgent } from './agents/get-agent.ts';
export { listAgents } from './agents/list-agents.ts';
export { publishVersionOf } from './agents/publish-stored.ts';
export { addVersion, createAgent, type NewVersionOptions, type SavedVersion } from './agents/save-version.ts';
export { compareVersions, getVersion, listVersions } from './agents/versions.ts';
export { type InboundTrunk, type TrunkDirectory, createTrunkDirectory } from './trunks/trunk-directory.ts';
export { changeTrunk, createTrunk, getTrunk, listTrunks, removeTrunk } from './trunks/trunks.ts';
export { recordHangUp, removeCall } from './calls/remove-call.ts';
export { changeTool, createTool, getTool, listTools, removeTool } from './tools/tools.ts';
export { listToolSecrets, removeToolSecret, setToolSecret } from './tools/tool-secrets.ts';
export { tryTool } from './tools/try-tool.ts';
export { changeLead, createLead, getLead } from './leads/edit-leads.ts';
export { exportLeads } from './leads/export-leads.ts';
export { getImport, importJob, importKey, resumeImports, startImport } from './imports/lead-imports.ts';
export { runImport } from './imports/run-import.ts';
export {
  changeKnowledgeBase,
  createKnowledgeBase,
  getKnowledgeBase,
  listKnowledgeBases,
  removeKnowledgeBase,
} from './knowledge/knowledge-bases.ts';
export {
  addDocument,
  documentJob,
  documentKey,
  getDocument,
  listDocuments,
  removeDocument,
  resumeDocuments,
} from './knowledge/documents.ts';
export { type DocumentType, documentTypes } from './knowledge/document-text.ts';
export { ingestDocument } from './knowledge/ingest-document.ts';
export { searchKnowledge } from './knowledge/search-knowledge.ts';
export { usageOf } from './usage/usage-of.ts';
export { addNumber, changeNumber, getNumber, listNumbers, removeNumber } from './numbers/numbers.ts';
export { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';
export {
  createWebhookDispatcher,
  type DispatcherOptions,
  type WebhookDispatcher,
} from './webhooks/dispatcher.ts';
export { createWebhookConsumer } from './webhooks/webhook-consumer.ts';
export { disabledLetters } from './webhooks/disabled-letter.ts';
export { pruneDeliveries } from './webhooks/prune-deliveries.ts';
export type { DisabledWebhook, WebhookDeps } from './webhooks/webhook-deps.ts';
export {
  listProviders,
  openProviderOf,
  type OpenedProvider,
  type OwnProvider,
  removeProvider,
  setProvider,
  withStoredKey,
} from './providers/providers.ts';
export {
  openServiceDirectory,
  type OwnServices,
  type ServiceDirectory,
} from './providers/service-directory.ts';
