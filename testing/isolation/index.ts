export { probeWebSockets } from './probe-web-sockets.ts';
export { operationsWithoutProbe, runProbes } from './run-probes.ts';
export { readOperations } from './tenant.ts';
export { createWorld } from './world.ts';
