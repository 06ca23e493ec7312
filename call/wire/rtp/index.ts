export { RtpPortRange } from './rtp-port-range.ts';
export { type RtpPeer, type RtpStats, RtpTransport, type RtpTransportOptions } from './rtp-transport.ts';
