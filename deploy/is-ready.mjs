// Answers 0 when this container's Allo can serve: `degraded` can, `down` cannot. For the health checks of Docker.
const port = process.env.HTTP_PORT || '8080';
const reply = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(4000) }).catch(
  () => null,
);
process.exit(reply?.ok ? 0 : 1);
