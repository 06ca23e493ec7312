import { AppError, createSystemClock } from '@allo/kernel';
import { startApp } from './app.ts';
import { loadConfig } from './config/config.ts';

/** Live calls may finish for so long after the first signal; a second signal cuts them. */
const drainMs = 30_000;

const clock = createSystemClock();

try {
  const config = loadConfig(process.env);
  const app = await startApp(config, clock, (line) => console.log(line));
  let signals = 0;
  const stop = (): void => {
    signals += 1;
    if (signals > 1) process.exit(130);
    console.log('Stopping: live calls may finish (press Ctrl-C again to cut them) …');
    app.stop(drainMs).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const addresses = [app.httpAddress, app.sipAddress && `sip:lidia@${app.sipAddress}`].filter((one) => one);
  console.log(`Allo is ready: ${addresses.join(' · ')}`);
} catch (error) {
  if (error instanceof AppError) console.error(`Allo cannot start: ${error.message}`);
  else console.error('Allo cannot start because of a fault of its own:', error);
  process.exit(1);
}
