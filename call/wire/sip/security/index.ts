export { createDefaultPolicy, type SipPolicy, type SipTrunk } from './sip-policy.ts';
export { createRequestGate, type GateVerdict, type RequestGate } from './request-gate.ts';
export { createSourceList, privateNetworks, type SourceList } from './source-list.ts';
export type { DigestCredentials } from './digest-challenger.ts';
export { answerChallenge } from './digest-answer.ts';
