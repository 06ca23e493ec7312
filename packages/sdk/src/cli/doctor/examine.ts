import { Allo } from '../../allo.ts';
import { AlloError } from '../../allo-error.ts';
import type { ReplyOf } from '../../operation.ts';
import type { Login } from '../login-of.ts';
import { ownVersion } from '../own-version.ts';
import type { Finding } from './finding.ts';
import { judgeClock, judgePermissions, judgeReadiness, judgeSystem, judgeVersion } from './judge.ts';

const patienceMs = 10_000;
const sources = {
  environment: {
    en: 'The key of ALLO_API_KEY belongs to “{}” in {}.',
    ru: 'Ключ из ALLO_API_KEY: «{}», организация {}.',
  },
  profile: { en: 'The stored key belongs to “{}” in {}.', ru: 'Сохранённый ключ: «{}», организация {}.' },
};

/** Looks at everything between this program and a call, as far as it gets, finding by finding. */
export async function* examine(login: Login, signal: AbortSignal): AsyncGenerator<Finding, void, undefined> {
  const { url } = login;
  const { findings, isReachable } = await examineAddress(url, signal);
  yield* findings;
  if (!isReachable) return;
  yield* await examineReadiness(url, signal);
  if (login.apiKey === null) {
    yield {
      id: 'key',
      state: 'broken',
      what: { en: 'There is no key for {}.', ru: 'Нет ключа для {}.' },
      words: [url],
      cure: {
        en: 'Make one in the console (Settings → API keys), then: allo login --url <address>',
        ru: 'Создайте его в консоли (Настройки → Ключи API), затем: allo login --url <адрес>',
      },
    };
    return;
  }
  const allo = new Allo({ baseUrl: url, apiKey: login.apiKey, retries: 0, timeoutMs: patienceMs });
  const me = await allo.me({ signal }).catch((error: unknown) => asRefusal(error));
  if (me instanceof AlloError) {
    yield {
      id: 'key',
      state: 'broken',
      what: { en: 'The key is not taken: {}', ru: 'Ключ не принят: {}' },
      words: [me.message],
      ...(me.status === 401 && {
        cure: { en: 'Sign in with another: allo login', ru: 'Войдите с другим: allo login' },
      }),
    };
    return;
  }
  yield { id: 'key', state: 'ok', what: sources[login.source], words: [me.name, me.organisation.name] };
  yield judgePermissions(me.permissions);
  if (me.permissions.includes('calls:read')) yield await examineWebSocket(allo, signal);
  if (me.permissions.includes('system:read')) {
    const system = await allo.call('GET /v1/system', { signal }).catch((error: unknown) => asRefusal(error));
    if (system instanceof AlloError) yield refused('system', system);
    else yield* judgeSystem(system);
  }
}

/** `health` needs no key, so that it tells about the way there alone. */
async function examineAddress(
  url: string,
  signal: AbortSignal,
): Promise<{ findings: Finding[]; isReachable: boolean }> {
  const askedMs = Date.now();
  const answer = await get<ReplyOf<'GET /health'>>(`${url}/health`, signal);
  if ('reason' in answer || typeof answer.body.version !== 'string') {
    const finding: Finding = {
      id: 'address',
      state: 'broken',
      what: { en: 'Allo does not answer at {}: {}', ru: 'Allo не отвечает по адресу {}: {}' },
      words: [url, 'reason' in answer ? answer.reason : `HTTP ${answer.status}`],
      cure: {
        en: 'Check the address (allo login --url, ALLO_URL), that the server runs, and the proxy before it.',
        ru: 'Проверьте адрес (allo login --url, ALLO_URL), что сервер запущен, и прокси перед ним.',
      },
    };
    return { findings: [finding], isReachable: false };
  }
  const { body, date } = answer;
  const isServing = body.status === 'ready' || body.status === 'degraded';
  const findings: Finding[] = [
    {
      id: 'address',
      state: isServing ? 'ok' : 'broken',
      what: { en: '{} answers: {}', ru: '{} отвечает: {}' },
      words: [url, body.status],
    },
    judgeVersion(body.version, ownVersion),
    judgeClock(date, askedMs, Date.now()),
  ];
  return { findings, isReachable: true };
}

async function examineReadiness(url: string, signal: AbortSignal): Promise<Finding[]> {
  const answer = await get<ReplyOf<'GET /ready'>>(`${url}/ready`, signal);
  if ('reason' in answer || !Array.isArray(answer.body.parts)) {
    return [
      {
        id: 'ready',
        state: 'broken',
        what: { en: '/ready does not answer: {}', ru: '/ready не отвечает: {}' },
        words: ['reason' in answer ? answer.reason : `HTTP ${answer.status}`],
      },
    ];
  }
  return judgeReadiness(answer.body);
}

async function examineWebSocket(allo: Allo, signal: AbortSignal): Promise<Finding> {
  const slow = AbortSignal.timeout(patienceMs);
  try {
    for await (const { type } of allo.follow({ signal: AbortSignal.any([signal, slow]) })) {
      if (type === 'ready') {
        return {
          id: 'websocket',
          state: 'ok',
          what: { en: 'Live events arrive (WebSocket).', ru: 'События приходят (WebSocket).' },
        };
      }
    }
  } catch (error) {
    return refused('websocket', asRefusal(error));
  }
  return {
    id: 'websocket',
    state: 'broken',
    what: { en: 'No WebSocket can be opened.', ru: 'WebSocket не открывается.' },
    cure: {
      en: 'Let the proxy before Allo pass upgrades of /v1/live.',
      ru: 'Разрешите прокси пропускать Upgrade для /v1/live.',
    },
  };
}

interface Answer<T> {
  status: number;
  date: string | null;
  body: Partial<T> & T;
}

/** Also of an answer that says 503: it tells why. */
async function get<T>(url: string, signal: AbortSignal): Promise<Answer<T> | { reason: string }> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    const { status, headers } = response;
    const elsewhere = headers.get('location');
    if (status >= 300 && status < 400) return { reason: `HTTP ${status} → ${elsewhere ?? '?'}` };
    const body = (await response.json().catch(() => ({}))) as T;
    return { status, date: headers.get('date'), body };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    return { reason: cause?.code ?? cause?.message ?? message };
  }
}

function asRefusal(error: unknown): AlloError {
  if (error instanceof AlloError) return error;
  throw error;
}

function refused(id: string, { message }: AlloError): Finding {
  return { id, state: 'broken', what: { en: '{}: {}', ru: '{}: {}' }, words: [id, message] };
}
