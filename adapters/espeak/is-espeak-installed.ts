import { createRequire } from 'node:module';

/** Whether the optional package can be found. Does not load it: that happens only in the other process. */
export function isEspeakInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');
    return true;
  } catch {
    return false;
  }
}
