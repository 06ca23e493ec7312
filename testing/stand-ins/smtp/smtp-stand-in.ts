import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body, undecoded. */
  raw: string;
}

/** A real SMTP server on a socket that keeps what it is given. */
export interface SmtpStandIn {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Resolves with the next letter after those already taken by this method. */
  next(): Promise<ReceivedMail>;
  /** The coming receivers are answered with this code, once per entry; then all is well again. */
  refuse(...codes: number[]): void;
  close(): Promise<void>;
}

export async function startSmtpStandIn(credentials?: {
  user: string;
  password: string;
}): Promise<SmtpStandIn> {
  const received: ReceivedMail[] = [];
  const waiting: Array<(mail: ReceivedMail) => void> = [];
  const refusals: number[] = [];
  let taken = 0;
  const server = new SMTPServer({
    disabledCommands: credentials ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) => {
      const isRight = auth.username === credentials?.user && auth.password === credentials?.password;
      if (isRight) done(null, { user: auth.username ?? '' });
      else done(Object.assign(new Error('authentication failed'), { responseCode: 535 }));
    },
    onRcptTo: (address, _session, done) => {
      const code = refusals.shift();
      done(
        code === undefined
          ? null
          : Object.assign(new Error(`no ${address.address} here`), { responseCode: code }),
      );
    },
    onData: (stream, session, done) => {
      void text(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address), raw });
        done();
        const reader = waiting.shift();
        if (reader) reader(received[taken++] as ReceivedMail);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    next: () =>
      taken < received.length
        ? Promise.resolve(received[taken++] as ReceivedMail)
        : new Promise((resolve) => waiting.push(resolve)),
    refuse: (...codes) => refusals.push(...codes),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
