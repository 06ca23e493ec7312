import { createServer } from 'node:net';
import { createSilentLog, VirtualClock, createSystemClock } from '@allo/kernel';
import { type SmtpStandIn, startSmtpStandIn } from '@allo/testing/stand-ins/smtp';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpMailer } from './smtp-mailer.ts';

const log = createSilentLog();
const letter = {
  to: 'anna@example.com',
  subject: 'Подтвердите адрес\r\nBcc: all@example.com',
  text: 'Перейдите по ссылке',
  idempotencyKey: 'confirm-1',
};
let server: SmtpStandIn;
afterEach(() => server?.close());

const mailerAt = (login = '', clock = createSystemClock()) =>
  createSmtpMailer({
    url: `smtp://${login}127.0.0.1:${server.port}`,
    from: 'Allo <allo@example.org>',
    clock,
    log,
  });

/** Lets the wait between two attempts pass as soon as one is waited for. */
function impatientClock() {
  const waitsMs: number[] = [];
  const clock = new VirtualClock();
  const sleep = (delayMs: number): Promise<void> => {
    waitsMs.push(delayMs);
    return Promise.resolve();
  };
  return { waitsMs, clock: Object.assign(clock, { sleep }) };
}

describe('SmtpMailer.send', () => {
  it('hands a letter to a server that wants a password, to its one receiver', async () => {
    server = await startSmtpStandIn({ user: 'allo', password: 'p@ss word' });
    await mailerAt('allo:p%40ss%20word@').send(letter);
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: 'allo@example.org', to: ['anna@example.com'] });
    expect(mail?.raw).not.toMatch(/^Bcc:/im);
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('gives the same letter the same Message-ID, and another another', async () => {
    server = await startSmtpStandIn();
    const mailer = mailerAt();
    for (const idempotencyKey of ['a', 'a', 'b']) await mailer.send({ ...letter, idempotencyKey });
    const ids = server.received.map(({ raw }) => /^Message-ID: (\S+)/im.exec(raw)?.[1]);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('tries again what may pass', async () => {
    server = await startSmtpStandIn();
    server.refuse(451, 421);
    const { clock, waitsMs } = impatientClock();
    await mailerAt('', clock).send(letter);
    expect([server.received.length, waitsMs]).toEqual([1, [1000, 5000]]);
  });

  it('gives up at once on what is final, with the code and without the address', async () => {
    server = await startSmtpStandIn();
    server.refuse(550);
    const failure = await mailerAt()
      .send(letter)
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(failure).toMatchObject({ code: 'provider_rejected', detail: 'SMTP 550' });
    expect(JSON.stringify(failure)).not.toContain('anna');
    expect(server.received).toEqual([]);
  });

  it('refuses a wrong password for good', async () => {
    server = await startSmtpStandIn({ user: 'allo', password: 'right' });
    await expect(mailerAt('allo:wrong@').send(letter)).rejects.toMatchObject({ code: 'provider_rejected' });
  });

  it('says that nothing listens after three attempts', async () => {
    server = await startSmtpStandIn();
    await server.close();
    const { clock, waitsMs } = impatientClock();
    await expect(mailerAt('', clock).send(letter)).rejects.toMatchObject({
      code: 'provider_unreachable',
      detail: 'ESOCKET',
    });
    expect(waitsMs).toHaveLength(2);
  });

  it('does not tell its password to a server elsewhere that offers no sealed connection', async () => {
    const heard: string[] = [];
    const plain = createServer((socket) => {
      socket.write('220 plain ESMTP\r\n');
      socket.on('data', (data) => {
        heard.push(data.toString());
        socket.write(data.toString().startsWith('EHLO') ? '250-plain\r\n250 AUTH PLAIN\r\n' : '502 no\r\n');
      });
    });
    await new Promise<void>((resolve) => plain.listen(0, '0.0.0.0', resolve));
    const { port } = plain.address() as { port: number };
    const { clock } = impatientClock();
    // Any address of the loopback network that is not the well-known one stands for another machine.
    const mailer = createSmtpMailer({ url: `smtp://u:secret@127.0.0.2:${port}`, from: 'a@b.c', clock, log });
    await expect(mailer.send(letter)).rejects.toMatchObject({ name: 'AppError' });
    expect(heard.join('')).not.toMatch(/AUTH/);
    await new Promise((resolve) => plain.close(resolve));
  });
});
