import { describe, expect, it } from 'vitest';
import { problemOf } from './problem.ts';

const queryThatFailed = (code: string | undefined) =>
  Object.assign(new Error('Failed query: select secret'), {
    cause: Object.assign(new Error('what the driver says'), code === undefined ? {} : { code }),
  });

describe('problemOf', () => {
  it.each([
    ['ECONNREFUSED', 'database_failed', 503],
    ['EPIPE', 'database_failed', 503],
    [undefined, 'database_failed', 503],
    ['57P01', 'database_failed', 503],
    ['22021', 'bad_request', 400],
    ['23505', 'conflict', 409],
    ['42601', 'internal', 500],
  ])('a query that failed with %s / %s', (sqlState, code, status) => {
    const problem = problemOf(queryThatFailed(sqlState), 'r1');
    expect(problem).toMatchObject({ code, status, requestId: 'r1' });
    expect(JSON.stringify(problem)).not.toMatch(/secret|driver/);
  });
});
