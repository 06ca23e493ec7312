import { createSocket } from 'node:dgram';

/** A name server on a socket of this machine (RFC 1035), with time to live 0 so that nobody keeps an answer. */
export interface DnsStandIn {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Names asked for, `A name` or `AAAA name`, in order. */
  readonly asked: string[];
  /** Answers to the queries of one name: each query takes the next list, the last one stays. */
  answer(name: string, ...lists: string[][]): void;
  close(): Promise<void>;
}

const typeA = 1;
const typeAaaa = 28;
const nameError = 3;

export async function startDnsStandIn(): Promise<DnsStandIn> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  const answers = new Map<string, string[][]>();
  socket.on('message', (query, source) => {
    const { name, type, end } = readQuestion(query);
    asked.push(`${type === typeA ? 'A' : 'AAAA'} ${name}`);
    const lists = answers.get(`${type} ${name}`);
    const list = lists && lists.length > 1 ? lists.shift() : lists?.[0];
    socket.send(reply(query.subarray(0, end), list, type), source.port, source.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    answer(name, ...lists) {
      const isIpv6 = (address: string) => address.includes(':');
      answers.set(
        `${typeA} ${name}`,
        lists.map((list) => list.filter((address) => !isIpv6(address))),
      );
      answers.set(
        `${typeAaaa} ${name}`,
        lists.map((list) => list.filter(isIpv6)),
      );
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** No list: the name does not exist. An empty one: it has no address of this family. */
function reply(question: Buffer, list: string[] | undefined, type: number): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | (list ? 0 : nameError), 2);
  head.writeUInt16BE(list?.length ?? 0, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const records = (list ?? []).map((address) => {
    const data = type === typeA ? Buffer.from(address.split('.').map(Number)) : ipv6(address);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, ...records]);
}

function ipv6(address: string): Buffer {
  const [left = '', right] = address.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((one) => Number.parseInt(one, 16));
  const [head, tail] = [groups(left), groups(right ?? '')];
  const all = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
  const bytes = Buffer.alloc(16);
  all.forEach((group, index) => bytes.writeUInt16BE(group, index * 2));
  return bytes;
}
