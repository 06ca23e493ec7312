export type { LocalMedia, MediaAgreement, SessionOrigin, TelephoneCodec } from './media-agreement.ts';
export type { MediaDescription, MediaDirection, SessionDescription } from './session-description.ts';
export { parseSessionDescription } from './parse-session-description.ts';
export { type Answer, negotiate, type Proposal, readAnswer, readOffer } from './negotiate.ts';
export { writeOffer } from './write-session-description.ts';
