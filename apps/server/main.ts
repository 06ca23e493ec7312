import { AppError, createSystemClock } from '@allo/kernel';
import { type App, startApp } from './app.ts';
import { backupCommand, backupUsage, restoreCommand } from './backup/commands.ts';
import { type Config, loadConfig } from './config/config.ts';

/** Live calls may finish for so long after the first signal; a second signal cuts them. */
const drainMs = 30_000;

const clock = createSystemClock();

const print = (line: string): void => console.log(line);
const [command, ...parameters] = process.argv.slice(2);
const commands: Record<string, (config: Config) => Promise<void>> = {
  backup: (config) => backupCommand({ config, clock, parameters, print }),
  restore: (config) => restoreCommand({ config, clock, parameters, print }),
};

async function run(config: Config, name: string): Promise<never> {
  const chosen = commands[name];
  if (!chosen) {
    console.error(`There is no command "${name}". Without one, Allo starts; the others are:${backupUsage}`);
    process.exit(2);
  }
  await chosen(config);
  process.exit(0);
}

try {
  const config = loadConfig(process.env);
  if (command !== undefined) await run(config, command);
  let signals = 0;
  let app: App | null = null;
  const leave = (what: string): void => {
    console.error(`Allo stops: ${what} died. Calls in progress are lost; start it again.`);
    signals += 1;
    void Promise.resolve(app?.stop(0)).finally(() => process.exit(1));
  };
  app = await startApp(config, clock, { progress: print, onLost: leave });
  const running = app;
  const stop = (): void => {
    signals += 1;
    if (signals > 1) process.exit(130);
    console.log('Stopping: live calls may finish (press Ctrl-C again to cut them) …');
    running.stop(drainMs).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const addresses = [running.httpAddress, running.sipAddress && `sip:lidia@${running.sipAddress}`].filter(
    (one) => one,
  );
  console.log(`Allo is ready: ${addresses.join(' · ')}`);
} catch (error) {
  const what = command === undefined ? 'Allo cannot start' : `${command} failed`;
  if (error instanceof AppError) console.error(`${what}: ${error.message}`);
  else console.error(`${what} because of a fault of its own:`, error);
  process.exit(1);
}
