import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { createLog } from './log.ts';

/** One of each kind as it may slip into a log, and the part of it that must not be there. */
const planted = {
  phone: ['no answer from +79161234567', '9161234567'],
  spacedPhone: ['sip:8 (916) 123-45-67', '123-45'],
  card: ['paid by 4111 1111 1111 1111', '1111 1111'],
  passport: ['паспорт 4510 123456', '123456'],
  snils: ['СНИЛС 112-233-445 95', '233-445'],
  inn: ['ИНН 500100732259', '500100732259'],
  account: ['р/с 40702810400000012345', '40702810400000012345'],
  code: ['код из смс 451298', '451298'],
  email: ['no mailbox ivan.petrov@mail.ru', 'ivan.petrov'],
  ip: ['closed by 203.0.113.77', '113.77'],
  name: ['Иванова Мария Сергеевна', 'Мария'],
} as const;

function written(use: (log: ReturnType<typeof createLog>) => void, level: 'debug' | 'info' = 'debug') {
  const lines: string[] = [];
  use(createLog({ level, destination: { write: (line: string) => lines.push(line) } }));
  return lines;
}

describe('createLog', () => {
  for (const [kind, [text, secret]] of Object.entries(planted)) {
    it(`shows no ${kind} from a message, a field, a list, an error or what caused it`, () => {
      const cause = new Error(`inner ${text}`, { cause: { reason: text } });
      const error = new AppError('internal', 'Broken.', { detail: text, cause });
      const lines = written((log) => {
        log.info({}, `message ${text}`);
        log.warn({ detail: text, deep: { er: [{ still: [text] }] } }, 'nested');
        log.error({ error }, 'failed');
        log.error(error, 'failed');
        log.error({ errors: new AggregateError([cause], text) }, 'many');
        log.debug({ map: new Map([['a', text]]), set: new Set([text]), [text]: 1 }, 'collections');
        log.child({ about: text }).info({}, 'bound');
      });
      expect(lines).toHaveLength(7);
      for (const line of lines) expect(line).not.toContain(secret);
      for (const line of lines) JSON.parse(line);
    });
  }

  it('shows nothing of the row a database refused', () => {
    const words = 'мама мыла раму';
    const refused = Object.assign(new Error('violates check'), {
      code: '23514',
      detail: `Failing row contains (1, ${words}, 2).`,
    });
    const failed = new Error(`Failed query: insert into "turns" values ($1)\nparams: ${words},\n${words}`, {
      cause: refused,
    });
    const [line] = written((log) =>
      log.error({ error: Object.assign(failed, { params: [words], query: 'insert' }) }, 'not stored'),
    );
    expect(line).not.toContain('мама');
    const [told] = written((log) => log.error({ detail: String(failed) }, 'not stored'));
    expect(told).not.toContain('мама');
    expect(told).toContain('insert into');
    expect(JSON.parse(line as string)).toMatchObject({
      error: {
        message: expect.stringContaining('insert into') as string,
        cause: { code: '23514', message: 'violates check' },
      },
    });
    expect(line).toContain('log.test.ts');
  });

  it('hides fields by their names at any depth', () => {
    const [line] = written((log) =>
      log.info(
        { a: { b: { c: { Api_Key: 's3cret', 'set-cookie': ['s3cret'], to: { x: 's3cret' } } } } },
        'x',
      ),
    );
    expect(line).not.toContain('s3cret');
    expect(line?.match(/\[hidden\]/g)).toHaveLength(3);
  });

  it('masks numbers that are telephones and keeps those that are not', () => {
    const [line] = written((log) =>
      log.info({ caller: 79161234567, at: 1763712000000, bytes: 52428800 }, 'x'),
    );
    expect(JSON.parse(line as string)).toMatchObject({
      caller: '+7*** ** 67',
      at: 1763712000000,
      bytes: 52428800,
    });
  });

  it('keeps what is needed to find a fault', () => {
    const callId = '0198f3a2-7c1e-7000-8000-123456789012';
    const error = new AppError('database_failed', 'The database is away.', {
      detail: 'ECONNREFUSED 127.0.0.1:5432',
    });
    const [line] = written((log) => log.child({ callId }).error({ error, durationMs: 12 }, 'not stored'));
    expect(JSON.parse(line as string)).toMatchObject({
      level: 50,
      callId,
      durationMs: 12,
      msg: 'not stored',
      error: {
        type: 'AppError',
        code: 'database_failed',
        detail: 'ECONNREFUSED 127.0.0.1:5432',
        message: error.message,
      },
    });
    expect(line).toContain('log.test.ts');
  });

  it('survives what cannot be read', () => {
    const circle: Record<string, unknown> = {
      when: new Date(0),
      buffer: Buffer.alloc(9),
      big: 10n,
      run: () => 1,
    };
    circle.self = circle;
    const trap = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const deep = Array.from({ length: 50 }).reduce<object>((held) => ({ held }), {});
    const [line] = written((log) =>
      log.info({ circle, trap, deep, many: Array.from({ length: 500 }, () => 1) }, 'x'),
    );
    expect(JSON.parse(line as string).circle).toEqual({
      when: '1970-01-01T00:00:00.000Z',
      buffer: '[9 bytes]',
      big: '10',
      run: '[function]',
      self: '[circular]',
    });
  });

  it('writes nothing below its level', () => {
    expect(
      written(
        (log) =>
          log.debug(
            {
              get x(): never {
                throw new Error('looked at');
              },
            },
            'x',
          ),
        'info',
      ),
    ).toEqual([]);
  });
});
