/** Branded identifiers: the compiler keeps one kind from being passed as another. */
type Brand<Name extends string> = string & { readonly __brand: Name };

export type OrgId = Brand<'OrgId'>;
export type AgentId = Brand<'AgentId'>;
export type CallId = Brand<'CallId'>;
export type EventId = Brand<'EventId'>;
export type LeadId = Brand<'LeadId'>;
/** Unique within a call: `t1`, `t2` … Every part of every provider stream carries it. */
export type TurnId = Brand<'TurnId'>;

/** The organisation that exists from the first start; every row carries an org from the beginning. */
export const defaultOrgId = '00000000-0000-7000-8000-000000000001' as OrgId;
