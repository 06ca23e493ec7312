import type { Mailer } from '@allo/contracts/ports';

/**
 * For an installation without a mail server: the operator sees the letter in the terminal and passes the link on.
 * `print` is the terminal itself, not the log, which must hold no addresses.
 */
export function createConsoleMailer(print: (line: string) => void): Mailer {
  return {
    delivery: 'console',
    send: (mail) => {
      // A name in a letter must not be able to steer the terminal.
      print(printable(`No mail server is set (SMTP_URL). A letter for ${mail.to}: ${mail.subject}`));
      for (const line of mail.text.split('\n')) print(printable(`  ${line}`));
      return Promise.resolve();
    },
    close: () => {},
  };
}

function printable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, ' ');
}
