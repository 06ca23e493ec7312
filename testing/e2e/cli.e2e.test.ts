import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, freePort, type ServerProcess, startServerProcess } from '../server/index.ts';
import { startWebhookReceiver } from '../stand-ins/webhook-receiver/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scopes = [
  'agents:read',
  'agents:write',
  'agents:publish',
  'calls:read',
  'calls:listen',
  'calls:place',
  'leads:read',
  'events:read',
  'webhooks:read',
  'webhooks:write',
  'organisation:read',
  'system:read',
];
let server: ServerProcess;
let token: string;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'allo-cli-'));
  server = await startServerProcess({ env: { OUTGOING_ALLOWED_NETWORKS: '127.0.0.1' } });
  const owner = await claimServer(server);
  const made = await fetch(`${server.httpUrl}/v1/keys`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Терминал', scopes }),
  });
  ({ token } = (await made.json()) as { token: string });
});
afterAll(async () => {
  await server?.stop();
  await server?.dispose();
  await rm(home, { recursive: true, force: true });
});

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

function start(words: string[], env: Record<string, string> = {}) {
  const main = join(root, 'packages/sdk/src/cli/main.ts');
  const child = spawn(join(root, 'node_modules/.bin/node'), [main, ...words], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', ...env },
  });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ran.err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => {
    ran.code = code as number | null;
    return ran;
  });
  return { child, ran, ended };
}

/** Runs the program as a person would; `input` is piped in. */
async function allo(line: string, input = '', env: Record<string, string> = {}): Promise<Ran> {
  const { child, ended } = start(line.split(' '), env);
  child.stdin.end(input);
  return ended;
}
const yamlOf = (id: string) => join(home, 'agents', `${id}.yaml`);
const edit = async (id: string, change: (text: string) => string) =>
  writeFile(yamlOf(id), change(await readFile(yamlOf(id), 'utf8')));

/** A call from a page that only types; answers its id once it is over. */
async function typeCall(words: string): Promise<string> {
  const socket = new WebSocket(`${server.httpUrl.replace('http', 'ws')}/v1/browser-call`, {
    headers: { authorization: `Bearer ${token}` },
  } as never);
  await once(socket, 'open');
  const closed = once(socket, 'close');
  let callId = '';
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return;
    const message = JSON.parse(data) as { type: string; callId?: string };
    if (message.type === 'ready') callId = message.callId as string;
    if (message.type === 'ready') {
      socket.send(JSON.stringify({ type: 'text', text: words, isFinal: true, source: 'typed' }));
    }
  });
  const start = { type: 'start', agent: 'lidia', hasRecognition: false, hasMicrophone: false };
  socket.send(JSON.stringify(start));
  await expect
    .poll(async () => (await allo(`call ${callId || 'none'} --json`)).out, {
      timeout: 60_000,
      interval: 1000,
    })
    .toContain(words);
  socket.send(JSON.stringify({ type: 'hang-up' }));
  await closed;
  return callId;
}

describe('allo', () => {
  it('before a login / says what to do; the doctor finds the missing key', async () => {
    const env = { ALLO_URL: server.httpUrl };
    const calls = await allo('calls', '', env);
    expect([calls.code, calls.out]).toEqual([2, '']);
    expect(calls.err).toContain('allo login');
    const doctor = await allo('doctor', '', env);
    expect(doctor.code).toBe(1);
    expect(doctor.out).toContain(`✗ There is no key for ${server.httpUrl}.`);
    expect(doctor.out).toContain('✓ database: works.');
  });

  it('login / refuses a wrong key and keeps nothing; keeps a good one where nobody else reads it', async () => {
    const wrong = await allo(`login --url ${server.httpUrl}`, 'allo_wrong\n');
    expect(wrong.code).toBe(2);
    expect(wrong.err).not.toContain('allo_wrong');
    const file = join(home, '.config/allo/config.json');
    await expect(stat(file)).rejects.toThrow('ENOENT');
    const good = await allo(`login --url ${server.httpUrl}`, `${token}\n`);
    expect([good.code, good.err.includes(token), good.out.includes(token)]).toEqual([0, false, false]);
    expect(good.out).toContain('“Терминал” in Проверка');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const me = JSON.parse((await allo('whoami --json')).out) as object;
    expect(me).toMatchObject({ kind: 'api-key', permissions: expect.arrayContaining(scopes) as string[] });
  });

  it('the key of one installation / is never shown to another', async () => {
    const { code, err } = await allo('whoami', '', { ALLO_URL: `http://127.0.0.1:${await freePort()}` });
    expect([code, err]).toEqual([2, expect.stringContaining('There is no key')]);
  });

  it('pulled and pushed again / changes nothing, and keeps the words of a file that says the same', async () => {
    expect((await allo('agents pull')).code).toBe(0);
    expect(await readdir(join(home, 'agents'))).toEqual([
      'clinic.yaml',
      'lidia.yaml',
      'sales.yaml',
      'salon.yaml',
    ]);
    const before = JSON.parse((await allo('agents list --json')).out) as unknown;
    const pushed = await allo('agents push --publish');
    expect([pushed.code, pushed.out.trim().split('\n')]).toEqual([
      0,
      expect.arrayContaining([expect.stringMatching(/^agents\/lidia\.yaml {2}unchanged, v\d+$/)]),
    ]);
    expect(JSON.parse((await allo('agents list --json')).out)).toEqual(before);
    expect((await allo('agents diff')).code).toBe(0);
    await appendFile(yamlOf('lidia'), '# a remark of mine\n');
    expect((await allo('agents pull lidia --force')).out).toContain('unchanged');
    expect(await readFile(yamlOf('lidia'), 'utf8')).toContain('# a remark of mine');
  });

  it('a changed file / is compared, kept from being overwritten, saved, published and taken back', async () => {
    await edit('lidia', (text) => text.replace(/^name: .*$/m, 'name: Лидия Первая'));
    const diff = await allo('agents diff agents/lidia.yaml');
    expect([diff.code, diff.out]).toEqual([
      1,
      'agents/lidia.yaml\n  name\n    - Лидия\n    + Лидия Первая\n',
    ]);
    expect((await allo('agents pull lidia')).code).toBe(1);
    const draft = await allo('agents push agents/lidia.yaml');
    expect(draft.out).toMatch(/v2 saved as a draft/);
    expect((await allo('agents push agents/lidia.yaml')).out).toContain('unchanged, v2');
    expect((await allo('agents publish lidia')).out).toBe('lidia: v2 answers calls from now on.\n');
    expect((await allo('agents diff agents/lidia.yaml')).code).toBe(0);
    expect((await allo('agents list')).out).toContain('Лидия Первая');
    expect((await allo('agents publish lidia')).code).toBe(2);
    expect((await allo('agents rollback lidia')).out).toBe('lidia: v1 answers calls from now on.\n');
    expect((await allo('agents pull lidia --force')).code).toBe(0);
    expect((await allo('agents diff agents/lidia.yaml --json')).out).toContain('"changes": []');
  });

  it('a file that cannot run / names file, place and cure, and nothing at all is sent', async () => {
    const good = await readFile(yamlOf('salon'), 'utf8');
    await edit('salon', (text) => text.replace('greeting:', 'greting:'));
    await edit('clinic', (text) => text.replace(/^name: .*$/m, 'name: Другая'));
    const { code, err, out } = await allo('agents push');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^agents\/salon\.yaml: .*greting/m);
    expect((await allo('agents list')).out).not.toContain('Другая');
    expect((await allo('agents diff agents/salon.yaml')).code).toBe(2);
    await writeFile(yamlOf('salon'), good);
    await writeFile(yamlOf('own'), good.replace(/^id: .*$/m, 'id: own'));
    expect((await allo('agents push agents/own.yaml --publish --note new')).out).toContain(
      'created, v1 and published',
    );
  });

  it('a call while logs are followed / is told line by line, listed, read and kept as sound', async () => {
    const logs = start(['logs', '--follow', '--topics', 'call-events,calls', '--json']);
    await expect.poll(() => logs.ran.err, { timeout: 20_000 }).toContain('Following');
    const id = await typeCall('Меня зовут Ольга');
    const heard = () =>
      logs.ran.out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { type: string; event?: { type: string; callId: string } });
    const types = () => heard().flatMap(({ event }) => (event?.callId === id ? event.type : []));
    await expect.poll(types, { timeout: 20_000 }).toContain('call.ended');
    expect(types()).toEqual(expect.arrayContaining(['call.answered', 'call.user_spoke', 'call.ended']));
    expect(new Set(heard().map((one) => JSON.stringify(one))).size).toBe(heard().length);
    expect(heard().some(({ type }) => type === 'call')).toBe(true);
    logs.child.kill('SIGINT');
    expect((await logs.ended).code).toBe(0);

    expect((await allo('calls --agent lidia --limit 5')).out).toContain(id);
    const shown = await allo(`call ${id}`);
    expect(shown.out).toMatch(/caller: Меня зовут Ольга/);
    expect(shown.out).toMatch(/Лидия: \S+/);
    expect((await allo(`call ${id} --recording call.wav`)).code).toBe(0);
    expect((await readFile(join(home, 'call.wav'))).subarray(0, 4).toString()).toBe('RIFF');
    expect((await allo('logs --limit 3 --topics call-events')).out).toContain('call.ended');
    expect((await allo('call ffffffff-0000-7000-8000-000000000000')).code).toBe(2);
  });

  it('doctor / is content here, and not where nobody listens', async () => {
    const well = await allo('doctor');
    expect([well.code, well.out]).toEqual([0, expect.stringContaining('Nothing is broken.')]);
    expect(well.out).toContain('✓ Live events arrive (WebSocket).');
    const away = await allo('doctor --json', '', { ALLO_URL: `http://127.0.0.1:${await freePort()}` });
    expect(away.code).toBe(1);
    expect(JSON.parse(away.out)).toMatchObject({
      isWell: false,
      findings: [{ id: 'address', state: 'broken' }],
    });
  });

  it('webhooks and leads / are listed; a test tells whether it arrived, and if not why', async () => {
    const receiver = await startWebhookReceiver();
    const made = await fetch(`${server.httpUrl}/v1/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: receiver.url, eventFilters: ['call.ended'] }),
    });
    const { id, secret } = (await made.json()) as { id: string; secret: string };
    receiver.trust(secret);
    expect((await allo('webhooks list')).out).toMatch(new RegExp(`${id} +on +call\\.ended +${receiver.url}`));
    const good = await allo(`webhooks test ${id}`);
    expect([good.code, good.out]).toEqual([0, expect.stringMatching(/^Delivered: 2\d\d in \d+ ms\.$/m)]);
    await receiver.close();
    const bad = await allo(`webhooks test ${id}`);
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('Not delivered: unreachable.')]);
    const deliveries = JSON.parse((await allo(`webhooks deliveries ${id} --json`)).out) as object[];
    expect(deliveries).toMatchObject([
      { eventType: 'webhook.test', state: 'pending' },
      { eventType: 'webhook.test', state: 'delivered' },
    ]);
    const leads = await allo('leads --json');
    expect([leads.code, Array.isArray(JSON.parse(leads.out))]).toEqual([0, true]);
  });

  it('logout / forgets the key', async () => {
    expect((await allo('logout')).code).toBe(0);
    expect((await allo('agents list')).code).toBe(2);
    expect((await allo('logout')).code).toBe(1);
  });
});
