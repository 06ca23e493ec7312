import type { Webhooks } from '@allo/business';

const refuse = () => Promise.reject(new Error('this test has no webhooks'));

/** For tests of other routes. */
export const noWebhooks: Webhooks = {
  list: refuse,
  get: refuse,
  create: refuse,
  update: refuse,
  remove: refuse,
  rotateSecret: refuse,
  test: refuse,
  deliveries: refuse,
  delivery: refuse,
  replay: refuse,
  replayRange: refuse,
};
