import { type Permission, permissionsOf } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApi, openAccess, type TestApi } from '../testing.ts';

let test: TestApi;
afterEach(() => test.api.close());

/** A live socket of somebody whose rights the test changes afterwards. */
async function open() {
  let answer: () => Iterable<Permission> = () => permissionsOf('operator');
  let checks = 0;
  const access = {
    ...openAccess,
    principalOf: async (asked: Parameters<typeof openAccess.principalOf>[0]) => {
      checks += 1;
      return { ...(await openAccess.principalOf(asked)), permissions: new Set(answer()) };
    },
  };
  test = await createTestApi({ access });
  const address = await test.api.listen({ host: '127.0.0.1', port: 0 });
  const socket = new WebSocket(`${address.replace('http', 'ws')}/v1/live`);
  const closed = once(socket, 'close') as Promise<[CloseEvent]>;
  await once(socket, 'open');
  return {
    socket,
    closed,
    checks: () => checks,
    become: (given: typeof answer) => {
      answer = given;
    },
  };
}
const without = (permission: Permission) => () =>
  [...permissionsOf('operator')].filter((one) => one !== permission);
const refuse = (code: 'unauthorized' | 'not_found') => (): never => {
  throw new AppError(code, 'No.');
};

describe('an open WebSocket', () => {
  it.each([
    ['signs out', refuse('unauthorized')],
    ['is removed', refuse('not_found')],
    ['loses the permission it was opened with', without('calls:read')],
    ['loses another permission it may have chosen by', without('calls:listen')],
  ])('of somebody who %s / is closed within ten seconds', async (_what, become) => {
    const live = await open();
    live.become(become);
    await test.clock.advance(10_000);
    expect((await live.closed)[0].code).toBe(1008);
  });

  it('of somebody who gains a permission, or while the database is away / stays', async () => {
    const live = await open();
    live.become(() => permissionsOf('owner'));
    await test.clock.advance(10_000);
    await expect.poll(live.checks).toBe(2);
    live.become(() => {
      throw new Error('the database is away');
    });
    await test.clock.advance(10_000);
    await expect.poll(live.checks).toBe(3);
    expect(live.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('closed by the other end / is checked no more', async () => {
    const live = await open();
    live.socket.close();
    await live.closed;
    await expect.poll(() => test.api.liveFollowers()).toBe(0);
    await test.clock.advance(30_000);
    expect(live.checks()).toBe(1);
  });
});
