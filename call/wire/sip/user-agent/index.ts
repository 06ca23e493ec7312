export {
  createSipUserAgent,
  type SipUserAgent,
  type SipUserAgentDump,
  type SipUserAgentOptions,
} from './sip-user-agent.ts';
export type { SipCallFacts, SipInvitation } from './sip-invitation.ts';
export type { SipCall, SipCallEnd, SipCallEvent } from './sip-call.ts';
