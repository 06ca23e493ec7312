import { headerValue, type SipRequest } from '../message/index.ts';

const signatures =
  /friendly-?(scanner|request)|sip-?vicious|sundayddr|sipcli|pplsip|sipsak|sip-?scan|smap|vaxsipuseragent|vax ?sip|iwar|eyebeam-scan|sivus|gulp|custom ?sip ?phone|nm@nm/i;

/** Tools that search the Internet for open switches name themselves; they get no answer to learn from. */
export function isScanner(request: SipRequest): boolean {
  const agent = headerValue(request, 'user-agent') ?? '';
  const from = headerValue(request, 'from') ?? '';
  return signatures.test(agent) || signatures.test(from);
}
