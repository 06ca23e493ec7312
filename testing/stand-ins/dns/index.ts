export { type DnsStandIn, startDnsStandIn } from './dns-stand-in.ts';
