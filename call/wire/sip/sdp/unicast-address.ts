/** False for multicast and limited broadcast: media must never be sent there because a stranger's SDP says so. */
export function isUnicastAddress(address: string): boolean {
  if (address.includes(':')) return !/^ff/i.test(address);
  const first = Number(address.split('.')[0]);
  return first < 224;
}
