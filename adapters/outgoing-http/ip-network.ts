import { isIP } from 'node:net';

/** The 4 or 16 bytes of an address; null for anything else, a zone (`fe80::1%eth0`) included. */
export function addressBytes(address: string): Uint8Array | null {
  const version = isIP(address);
  if (version === 4) return Uint8Array.from(address.split('.').map(Number));
  if (version === 0 || address.includes('%')) return null;
  const [head = '', tail] = address.split('::');
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const middle = Array.from({ length: 8 - left.length - right.length }, () => 0);
  return Uint8Array.from([...left, ...middle, ...right].flatMap((group) => [group >> 8, group & 0xff]));
}

/** 16-bit groups of one side of `::`; a dotted tail (RFC 4291 §2.2) is two of them. */
function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** A block of addresses of one family. */
export interface IpNetwork {
  has(bytes: Uint8Array): boolean;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address; null when it is neither. */
export function readIpNetwork(text: string): IpNetwork | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const base = addressBytes(address);
  if (!base || rest.length > 0) return null;
  const most = base.length * 8;
  const bits = prefix === undefined ? most : Number(prefix);
  if (prefix === '' || !Number.isInteger(bits) || bits < 0 || bits > most) return null;
  const wholeBytes = bits >> 3;
  const mask = (0xff00 >> (bits & 7)) & 0xff;
  return {
    has(bytes) {
      if (bytes.length !== base.length) return false;
      for (let index = 0; index < wholeBytes; index++) if (bytes[index] !== base[index]) return false;
      if (mask === 0) return true;
      return ((bytes[wholeBytes] as number) & mask) === ((base[wholeBytes] as number) & mask);
    },
  };
}
