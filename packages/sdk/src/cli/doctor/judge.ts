import type { ReplyOf } from '../../operation.ts';
import type { Text } from '../texts.ts';
import type { Finding } from './finding.ts';

/** Webhooks older than five minutes are refused by receivers, so the clocks of both ends have to agree. */
const brokenSkewMs = 300_000;
const notableSkewMs = 5_000;

/** The server's clock against ours. `date` is the header of its answer, `askedMs` and `heardMs` our own time around it. */
export function judgeClock(date: string | null, askedMs: number, heardMs: number): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) {
    return {
      id: 'clock',
      state: 'note',
      what: { en: 'The server tells no time.', ru: 'Сервер не сообщает время.' },
    };
  }
  // The header is cut to whole seconds.
  const skewMs = Math.max(0, askedMs - (theirs + 1000), theirs - heardMs);
  const words = [Math.round(skewMs / 1000)];
  if (skewMs <= notableSkewMs) {
    return { id: 'clock', state: 'ok', what: { en: 'The clocks agree.', ru: 'Часы согласны.' } };
  }
  return {
    id: 'clock',
    state: skewMs > brokenSkewMs ? 'broken' : 'note',
    what: {
      en: 'The clocks of this machine and the server are {} s apart.',
      ru: 'Часы этой машины и сервера расходятся на {} с.',
    },
    words,
    cure: {
      en: 'Switch on time synchronisation (NTP) on both.',
      ru: 'Включите синхронизацию времени (NTP) на обеих.',
    },
  };
}

/** Versions of one first number understand each other; before 1.0 those of one second number. */
export function judgeVersion(server: string, own: string): Finding {
  const words = [server, own];
  const line = (version: string) =>
    version
      .split('.')
      .slice(0, version.startsWith('0.') ? 2 : 1)
      .join('.');
  if (line(server) === line(own)) {
    return {
      id: 'version',
      state: 'ok',
      what: { en: 'Version {}, like this program ({}).', ru: 'Версия {}, как и у этой программы ({}).' },
      words,
    };
  }
  return {
    id: 'version',
    state: 'note',
    what: {
      en: 'The server has version {}, this program {}.',
      ru: 'У сервера версия {}, у этой программы {}.',
    },
    words,
    cure: {
      en: 'Install the version of @allo/sdk that came with the server.',
      ru: 'Установите @allo/sdk той же версии, что и сервер.',
    },
  };
}

/** What commands need; a key may well be made for less. */
const needs: Array<[permission: string, commands: string]> = [
  ['agents:read', 'agents list, pull, diff'],
  ['agents:write', 'agents push'],
  ['agents:publish', 'agents publish, rollback'],
  ['calls:read', 'calls, call, logs --follow'],
  ['calls:listen', 'call: words and recording; logs'],
  ['leads:read', 'leads'],
  ['events:read', 'logs'],
  ['webhooks:read', 'webhooks list, deliveries'],
  ['webhooks:write', 'webhooks test'],
  ['system:read', 'doctor'],
];

export function judgePermissions(permissions: readonly string[]): Finding {
  const missing = needs.filter(([permission]) => !permissions.includes(permission));
  if (missing.length === 0) {
    return {
      id: 'permissions',
      state: 'ok',
      what: { en: 'The key may do all that this program does.', ru: 'Прав ключа хватает для всех команд.' },
    };
  }
  return {
    id: 'permissions',
    state: 'note',
    what: { en: 'The key may not: {}', ru: 'Ключу нельзя: {}' },
    words: [missing.map(([permission, commands]) => `${permission} (${commands})`).join('; ')],
    cure: {
      en: 'Make a key with these in the console if you need them.',
      ru: 'Если это нужно, создайте в консоли ключ с этими правами.',
    },
  };
}

const readyCures: Record<string, Text> = {
  database: {
    en: 'Requests fail without it; calls go on and are written later. Check DATABASE_URL and that PostgreSQL runs.',
    ru: 'Без неё не работают запросы; звонки идут и будут записаны позже. Проверьте DATABASE_URL и PostgreSQL.',
  },
  events: {
    en: 'What happens in calls waits to be written: check the disk of DATA_DIR and the database.',
    ru: 'События звонков ждут записи: проверьте диск DATA_DIR и базу данных.',
  },
  objects: {
    en: 'Recordings wait on the disk until the store is back: check OBJECTS_URL and the bucket.',
    ru: 'Записи ждут на диске, пока хранилище не вернётся: проверьте OBJECTS_URL и бакет.',
  },
  redis: {
    en: 'Nodes do not hear each other: check REDIS_URL and that Redis runs.',
    ru: 'Узлы не слышат друг друга: проверьте REDIS_URL и Redis.',
  },
  kafka: {
    en: 'Events wait in the database until it is back: check KAFKA_BROKERS.',
    ru: 'События ждут в базе, пока брокер не вернётся: проверьте KAFKA_BROKERS.',
  },
};
const logCure: Text = { en: 'The log of the server tells why.', ru: 'Причина — в журнале сервера.' };

/** The parts the server leans on, of `GET /ready`. */
export function judgeReadiness({ parts, status }: ReplyOf<'GET /ready'>): Finding[] {
  const found = parts.map(({ id, state }): Finding => {
    if (state === 'ok')
      return { id, state: 'ok', what: { en: '{}: works.', ru: '{}: работает.' }, words: [id] };
    return {
      id,
      state: 'broken',
      what:
        state === 'down'
          ? { en: '{}: away.', ru: '{}: недоступно.' }
          : { en: '{}: not whole.', ru: '{}: работает не полностью.' },
      words: [id],
      cure: readyCures[id] ?? logCure,
    };
  });
  const isStopping = status === 'down' && found.every(({ state }) => state === 'ok');
  return isStopping
    ? [
        ...found,
        {
          id: 'ready',
          state: 'broken',
          what: { en: 'The server is stopping.', ru: 'Сервер останавливается.' },
        },
      ]
    : found;
}

const systemCures: Record<string, Text> = {
  stt_no_key: {
    en: 'On the telephone agents understand keys only. Set OPENAI_API_KEY or OPENAI_STT_BASE_URL, or a key of your own under Providers.',
    ru: 'По телефону агент понимает только клавиши. Задайте OPENAI_API_KEY или OPENAI_STT_BASE_URL, или свой ключ в «Провайдерах».',
  },
  llm_scenario_only: {
    en: 'Agents speak by their scenario alone, which works. For freer answers set OPENAI_API_KEY or OPENAI_LLM_BASE_URL.',
    ru: 'Агенты говорят по сценарию, и это работает. Для свободных ответов задайте OPENAI_API_KEY или OPENAI_LLM_BASE_URL.',
  },
  pglite_no_fsync: {
    en: 'The embedded database may lose the last seconds in a power cut. For lasting use set DATABASE_URL.',
    ru: 'Встроенная база может потерять последние секунды при обрыве питания. Для постоянной работы задайте DATABASE_URL.',
  },
  tts_basic_voice: {
    en: 'The built-in voice is plain. For a better one set OPENAI_API_KEY or OPENAI_TTS_BASE_URL.',
    ru: 'Встроенный голос прост. Для лучшего задайте OPENAI_API_KEY или OPENAI_TTS_BASE_URL.',
  },
  tts_missing: {
    en: 'Agents have no voice: npm ci --include=optional, or set OPENAI_TTS_BASE_URL.',
    ru: 'У агентов нет голоса: npm ci --include=optional или OPENAI_TTS_BASE_URL.',
  },
  sip_off: {
    en: 'This process takes no telephone calls: ROLES=api,voice,worker.',
    ru: 'Этот процесс не принимает звонки: ROLES=api,voice,worker.',
  },
  provider_unreachable: {
    en: 'It does not answer: check its address and that it runs.',
    ru: 'Не отвечает: проверьте адрес и что сервис запущен.',
  },
};
/** Without these no call can be held. */
const needed = new Set(['tts', 'database', 'recordings']);

/** What is in use and what is missing, of `GET /v1/system`. */
export function judgeSystem({ parts }: Pick<ReplyOf<'GET /v1/system'>, 'parts'>): Finding[] {
  return parts.map(({ id, state, label, code }): Finding => {
    const words = [id, label || '–'];
    if (state === 'ok' && code === null)
      return { id, state: 'ok', what: { en: '{}: {}', ru: '{}: {}' }, words };
    const isBroken = state === 'degraded' || (state === 'missing' && needed.has(id));
    return {
      id,
      state: isBroken ? 'broken' : 'note',
      what: state === 'missing' ? { en: '{}: missing.', ru: '{}: нет.' } : { en: '{}: {}', ru: '{}: {}' },
      words,
      cure: systemCures[code ?? ''] ?? logCure,
    };
  });
}
