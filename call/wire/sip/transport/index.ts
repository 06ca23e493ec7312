export type { SipSource, SipTransport } from './sip-transport.ts';
export { createUdpTransport, type UdpTransportOptions } from './udp-transport.ts';
export { localAddressFacing } from './local-address.ts';
