import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import { AppError, type Log } from '@allo/kernel';
import type { SipSource, SipTransport } from './sip-transport.ts';

export interface UdpTransportOptions {
  /** Numeric address to bind; `0.0.0.0` or `::` for all. */
  host: string;
  /** 0 lets the system choose. */
  port: number;
  log: Log;
}

/** SIP over UDP: one datagram, one message (RFC 3261 §18). */
export function createUdpTransport({ host, port, log }: UdpTransportOptions): SipTransport {
  let socket: Socket | null = null;
  let isClosed = false;
  let listener: (message: Buffer, source: SipSource) => void = () => {};
  const local: SipSource = { address: host, port };

  return {
    protocol: 'UDP',
    isReliable: false,
    local,

    async start() {
      const opened = createSocket({
        type: isIP(host) === 6 ? 'udp6' : 'udp4',
        // A burst of calls must wait in the kernel, not be lost there.
        recvBufferSize: 1 << 20,
      });
      await new Promise<void>((resolve, reject) => {
        opened.once('error', (error) => {
          opened.close();
          reject(bindError(error, port));
        });
        opened.bind(port, host, resolve);
      });
      opened.removeAllListeners('error');
      opened.on('error', (error) => log.warn({ detail: error.message }, 'SIP socket reported an error'));
      opened.on('message', (message, from) => listener(message, { address: from.address, port: from.port }));
      local.port = opened.address().port;
      socket = opened;
      if (isClosed) opened.close();
    },

    send(message, target) {
      // Port 0 and host names would throw; nothing on the wire may.
      if (!socket || isClosed || isIP(target.address) === 0) return;
      if (target.port < 1 || target.port > 65535) return;
      socket.send(message, target.port, target.address, (error) => {
        if (error) log.debug({ detail: error.message }, 'SIP datagram was not sent');
      });
    },

    onMessage(heard) {
      listener = heard;
    },

    async close() {
      if (isClosed) return;
      isClosed = true;
      const opened = socket;
      if (opened) await new Promise<void>((resolve) => opened.close(() => resolve()));
    },
  };
}

function bindError(error: NodeJS.ErrnoException, port: number): AppError {
  if (error.code === 'EADDRINUSE')
    return new AppError(
      'port_in_use',
      `UDP port ${port} is taken by another program: stop it or set SIP_PORT to a free port.`,
      { cause: error },
    );
  if (error.code === 'EACCES')
    return new AppError(
      'config_invalid',
      `No right to open UDP port ${port}: set SIP_PORT to a port above 1023.`,
      { cause: error },
    );
  return new AppError(
    'config_invalid',
    'The SIP address cannot be opened: set SIP_HOST to an address of this machine.',
    {
      detail: error.message,
      cause: error,
    },
  );
}
