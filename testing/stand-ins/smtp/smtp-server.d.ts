/** What the tests use of a package that comes without types. */
declare module 'smtp-server' {
  import type { Server } from 'node:net';
  import type { Readable } from 'node:stream';

  interface Session {
    envelope: { mailFrom: { address: string } | false; rcptTo: Array<{ address: string }> };
  }
  type Done = (error?: (Error & { responseCode?: number }) | null, response?: { user: string }) => void;

  export class SMTPServer {
    constructor(options: {
      disabledCommands?: string[];
      authOptional?: boolean;
      allowInsecureAuth?: boolean;
      logger?: boolean;
      onAuth?(auth: { username?: string; password?: string }, session: Session, done: Done): void;
      onRcptTo?(address: { address: string }, session: Session, done: Done): void;
      onData?(stream: Readable, session: Session, done: Done): void;
    });
    readonly server: Server;
    listen(port: number, host: string, listening: () => void): Server;
    close(closed: () => void): void;
  }
}
