export type { AgentId, CallId, EventId, LeadId, OrgId, TurnId } from './ids.ts';
export { defaultOrgId } from './ids.ts';
