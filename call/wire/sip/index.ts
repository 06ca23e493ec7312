/** Allo's own SIP (RFC 3261): the user agent, and the layers under it for callers of ours. */
export {
  createSipUserAgent,
  type SipCall,
  type SipCallEnd,
  type SipCallEvent,
  type SipCallFacts,
  type SipInvitation,
  type SipUserAgent,
  type SipUserAgentDump,
  type SipUserAgentOptions,
} from './user-agent/index.ts';
export {
  createUdpTransport,
  localAddressFacing,
  type SipSource,
  type SipTransport,
  type UdpTransportOptions,
} from './transport/index.ts';
export {
  answerChallenge,
  createDefaultPolicy,
  type DigestCredentials,
  privateNetworks,
  type SipPolicy,
  type SipTrunk,
} from './security/index.ts';
export {
  type Answer,
  type LocalMedia,
  type MediaAgreement,
  type MediaDirection,
  negotiate,
  parseSessionDescription,
  readAnswer,
  readOffer,
  type SessionDescription,
  type SessionOrigin,
  type TelephoneCodec,
  writeOffer,
} from './sdp/index.ts';
export {
  createResponse,
  formatHost,
  headerList,
  headerValue,
  parseMessage,
  parseSipUri,
  readRequestHead,
  type RequestHead,
  serializeMessage,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  type SipUri,
} from './message/index.ts';
export {
  cancelRequest,
  createTransactionLayer,
  incomingRequest,
  type IncomingRequest,
  type ServerTransaction,
  type TransactionLayer,
} from './transaction/index.ts';
export {
  type Dialog,
  dialogOfCaller,
  nextHop,
  receiveInDialog,
  requestInDialog,
} from './dialog/index.ts';
