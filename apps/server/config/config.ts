import type { ObjectStoreSettings } from '@allo/adapters/objects';
import { AppError } from '@allo/kernel';
import { type AccountsConfig, accountsConfig } from './accounts-config.ts';
import { type SharedStateConfig, sharedStateConfig } from './shared-state-config.ts';
import {
  type RoleName,
  type Setting,
  type SettingName,
  settings,
  type SettingValues,
  type SipUser,
} from './settings.ts';

/** A server that speaks the OpenAI protocol, for one service. */
export interface OpenAiService {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
}

/** Everything that can be set from outside, checked. */
export interface Config {
  http: {
    host: string;
    port: number;
    publicUrl: string | null;
    corsOrigins: string[];
    requestsPerMinute: number;
    /** Heeded with a `publicUrl` only. */
    trustedProxies: string[];
  };
  accounts: AccountsConfig;
  sip: { host: string | null; port: number; trusted: string[]; users: SipUser[] };
  /** Both ends belong to it. */
  rtpPorts: { first: number; last: number };
  dataDir: string;
  databaseUrl: string | null;
  /** Texts of the master keys, the current one first; null: kept in a file of `dataDir`. */
  secretKeys: string[] | null;
  /** Where recordings and transcripts are kept; `s3` null: in files of `dataDir`. */
  objects: Pick<ObjectStoreSettings, 's3' | 'encryption'>;
  /** What several nodes share. */
  shared: SharedStateConfig;
  /** Organisations may set services of their own at private addresses. */
  hasPrivateProviders: boolean;
  /** What webhooks and tools may reach although it is not public. */
  outgoingAllowedNetworks: string[];
  roles: RoleName[];
  logLevel: SettingValues['LOG_LEVEL'];
  /** Null: not configured or switched off. */
  stt: OpenAiService | null;
  llm: OpenAiService | null;
  tts: (OpenAiService & { voice: string }) | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. An empty variable counts as absent. Throws `config_invalid` with one line for every wrong
 * value: its name, what is wrong and how to mend it; values themselves are not shown, some are secrets.
 */
export function loadConfig(env: Environment): Config {
  const values = readAll(env);
  const service = (kind: 'STT' | 'LLM' | 'TTS') => openAiService(env, values, kind);
  const tts = service('TTS');
  return {
    http: {
      host: values.HTTP_HOST,
      port: values.HTTP_PORT,
      publicUrl: values.PUBLIC_URL,
      corsOrigins: values.CORS_ORIGINS ?? [],
      requestsPerMinute: values.REQUESTS_PER_MINUTE,
      trustedProxies: values.TRUSTED_PROXIES,
    },
    accounts: accountsConfig(values),
    sip: {
      host: values.SIP_HOST,
      port: values.SIP_PORT,
      trusted: values.SIP_TRUSTED,
      users: values.SIP_USERS ?? [],
    },
    rtpPorts: values.RTP_PORTS,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    secretKeys: values.SECRET_KEY,
    objects: { s3: s3Of(values), encryption: values.OBJECTS_ENCRYPTION },
    shared: sharedStateConfig(values),
    hasPrivateProviders: values.PRIVATE_PROVIDERS,
    outgoingAllowedNetworks: values.OUTGOING_ALLOWED_NETWORKS,
    roles: values.ROLES,
    logLevel: values.LOG_LEVEL,
    stt: service('STT'),
    llm: service('LLM'),
    tts: tts && { ...tts, voice: values.OPENAI_TTS_VOICE },
  };
}

function readAll(env: Environment): SettingValues {
  const wrong: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings) as Array<[SettingName, Setting<unknown>]>) {
    const text = given(env, name) ?? setting.fallback;
    const result = text === null ? null : setting.read.safeParse(text);
    if (result?.success === false) wrong.push(`${name} ${result.error.issues[0]?.message ?? 'is wrong'}.`);
    values[name] = result?.data ?? null;
  }
  if (wrong.length > 0) throw new AppError('config_invalid', wrong.join('\n'));
  return values as SettingValues;
}

function s3Of(values: SettingValues): ObjectStoreSettings['s3'] {
  const { OBJECTS_URL: location, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = values;
  if (location === null) {
    if (values.OBJECTS_ENCRYPTION !== 'server') return null;
    throw new AppError(
      'config_invalid',
      'OBJECTS_ENCRYPTION server is for S3: set OBJECTS_URL, or write client.',
    );
  }
  if (S3_ACCESS_KEY_ID === null || S3_SECRET_ACCESS_KEY === null) {
    throw new AppError(
      'config_invalid',
      'OBJECTS_URL needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set both.',
    );
  }
  const credentials = { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY };
  return { ...location, credentials };
}

function given(env: Environment, name: SettingName): string | null {
  return env[name]?.trim() || null;
}

/**
 * The common key goes to the common server only: a service with a server of its own has its own key or none. Without
 * any of the three there is no service; the default address alone means nothing.
 */
function openAiService(
  env: Environment,
  values: SettingValues,
  kind: 'STT' | 'LLM' | 'TTS',
): OpenAiService | null {
  const model = values[`OPENAI_${kind}_MODEL`];
  if (model === null) return null;
  const ownUrl = values[`OPENAI_${kind}_BASE_URL`];
  if (ownUrl !== null) return { baseUrl: ownUrl, apiKey: values[`OPENAI_${kind}_API_KEY`], model };
  const isCommonSet = values.OPENAI_API_KEY !== null || given(env, 'OPENAI_BASE_URL') !== null;
  return isCommonSet ? { baseUrl: values.OPENAI_BASE_URL, apiKey: values.OPENAI_API_KEY, model } : null;
}
