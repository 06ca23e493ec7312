import { isIP } from 'node:net';
import { readS3Url, type S3Location } from '@allo/adapters/s3/url';
import { isMasterKeyText } from '@allo/kernel';
import { z } from 'zod';

/** One variable of the environment: how it is read, and how the documentation tells of it. */
export interface Setting<T> {
  read: z.ZodType<T, string>;
  /** As one would write it; null when absence has a meaning of its own. */
  fallback: string | null;
  /** What it does, in one sentence for docs/configuration.md. */
  meaning: string;
}

const settled = <T>(read: z.ZodType<T, string>, fallback: string, meaning: string): Setting<T> => ({
  read,
  fallback,
  meaning,
});
const optional = <T>(read: z.ZodType<T, string>, meaning: string): Setting<T | null> => ({
  read,
  fallback: null,
  meaning,
});

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const portRule = 'is not a port: write a number from 1 to 65535, or 0 for any free one';
const port = z
  .string()
  .regex(/^\d{1,5}$/, portRule)
  .transform(Number)
  .refine((value) => value <= 65535, portRule);

const portRangeRule =
  'is not a range of ports: write first-last between 1024 and 65535 with room for at least two, like 10000-20000';
const portRange = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, portRangeRule)
  .transform((text) => {
    const [first, last] = text.split('-').map(Number) as [number, number];
    return { first, last };
  })
  .refine(({ first, last }) => first >= 1024 && last <= 65535 && last > first, portRangeRule);

const hostRule = 'is not an address: write an IP address of this machine or a host name';
const host = z
  .string()
  .refine((text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text), hostRule);

const webUrl = (rule: string) =>
  z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
    }, rule)
    .transform((text) => text.replace(/\/+$/, ''));
const apiUrl = webUrl(
  'is not a web address: write it with http:// or https://, like http://127.0.0.1:8000/v1',
);
const siteUrl = webUrl(
  'is not a web address: write it with http:// or https://, like https://calls.example.com',
);

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'is not a whole number above zero: write one like 200')
  .transform(Number);
const listenAddress = z
  .string()
  .refine(
    (text) => isIP(text) !== 0,
    'is not an IP address: write 127.0.0.1, 0.0.0.0 or one of this machine',
  );
const origins = z
  .string()
  .transform(list)
  .refine(
    (all) => all.every((one) => URL.parse(one)?.origin === one && /^https?:/.test(one)),
    'holds something that is not an origin: write them with commas and without a path, like https://app.example.com',
  );

const databaseUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol);
}, 'is not a PostgreSQL address: write postgres://user:password@host:5432/database, or leave it out for the embedded one');

const redisUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '';
}, 'is not a Redis address: write redis://user:password@host:6379/0, or rediss:// for TLS');

const brokerRule =
  'holds something that is not host:port: write brokers with commas, like kafka-1:9092,kafka-2:9092';
const brokers = z
  .string()
  .transform(list)
  .refine(
    (all) =>
      all.length > 0 &&
      all.every((one) => /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?):\d{1,5}$/i.test(one)),
    brokerRule,
  );
const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
const saslMechanism = z.enum(
  saslMechanisms,
  `is not a mechanism Allo knows: write one of ${saslMechanisms.join(', ')}`,
);
const topicPrefix = z
  .string()
  .regex(/^[a-zA-Z0-9._-]{1,100}$/, 'is no beginning of a topic: write letters, digits, dots, dashes');

const network = (text: string): boolean => {
  const [address = '', prefix] = text.split('/');
  const family = isIP(address);
  if (family === 0 || text.split('/').length > 2) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
};
const networks = z
  .string()
  .transform((text) => (text === 'none' ? [] : list(text)))
  .refine(
    (all) => all.every(network),
    'holds something that is not an IP address or network: write them with commas, like 192.168.0.0/16,203.0.113.7, or none',
  );

export interface SipUser {
  user: string;
  password: string;
}
const sipUsers = z
  .string()
  .transform((text): SipUser[] =>
    list(text).map((pair) => {
      const colon = pair.indexOf(':');
      return { user: pair.slice(0, Math.max(0, colon)), password: colon < 0 ? '' : pair.slice(colon + 1) };
    }),
  )
  .refine(
    (all) => all.every(({ user, password }) => /^[\w.+-]+$/.test(user) && password !== ''),
    'holds something that is not user:password: write pairs with commas, like trunk1:secret,office:secret2',
  );

export const roleNames = ['api', 'voice', 'worker'] as const;
export type RoleName = (typeof roleNames)[number];
const roles = z
  .string()
  .transform((text) => [...new Set(list(text))] as RoleName[])
  .refine(
    (all) => all.length > 0 && all.every((one) => roleNames.includes(one)),
    `holds an unknown role: write some of ${roleNames.join(',')} with commas, or leave it out for all`,
  );

const secretKeys = z
  .string()
  .transform(list)
  .refine(
    (all) => all.length > 0 && all.every(isMasterKeyText),
    'holds something that is not 32 bytes in base64: write what "openssl rand -base64 32" prints, the current key first, older ones after a comma',
  );

const objectsUrl = z
  .string()
  .refine(
    (text) => readS3Url(text) !== null,
    'is not the address of a bucket: write s3://bucket, for a server of your own s3://bucket?endpoint=https://storage.example.com&region=us-east-1, or leave it out for files',
  )
  .transform((text) => readS3Url(text) as S3Location);
const objectEncryptions = ['client', 'server', 'off'] as const;
const objectEncryption = z.enum(
  objectEncryptions,
  `is not a way to encrypt: write one of ${objectEncryptions.join(', ')}`,
);

const switchRule = 'is neither on nor off: write on or off';
const onOff = z.enum(['on', 'off'], switchRule).transform((text) => text === 'on');

const smtpRule =
  'is not the address of a mail server: write smtps://user:password@host:465 or smtp://user:password@host:587';
const smtpUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}, smtpRule);
const mailSenderRule = 'is not a sender: write an address, or Name <address>';
const mailSender = z
  .string()
  .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, mailSenderRule);
const signUpModes = ['invite', 'open'] as const;
const signUpMode = z.enum(signUpModes, `is not a way to register: write ${signUpModes.join(' or ')}`);

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const logLevel = z.enum(logLevels, `is not a level: write one of ${logLevels.join(', ')}`);
const words = z.string();
/** `off` switches the service off. */
const model = z.string().transform((text) => (text === 'off' ? null : text));

const privateNetworks = '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7,fe80::/10';

/** Every variable Allo reads; there are no others. */
export const settings = {
  HTTP_PORT: settled(port, '8080', 'Port of the console and the API.'),
  HTTP_HOST: settled(
    listenAddress,
    '127.0.0.1',
    'Address the console and the API listen at; `0.0.0.0` for every one of this machine, then set `PUBLIC_URL` too.',
  ),
  SIP_PORT: settled(port, '5060', 'UDP port of the telephone side.'),
  SIP_HOST: optional(
    host,
    'Address other telephones reach this machine at; without it, that of the network card in use.',
  ),
  RTP_PORTS: settled(portRange, '10000-20000', 'UDP ports of the voices, two for every call.'),
  SIP_TRUSTED: settled(
    networks,
    privateNetworks,
    'Addresses and networks that may call without a password; the default is this machine and private networks; `none` for nobody.',
  ),
  SIP_USERS: optional(
    sipUsers,
    'Who else may call: `user:password` pairs, with commas, asked for by digest.',
  ),
  DATA_DIR: settled(words, './data', 'Folder of the embedded database and the recordings.'),
  DATABASE_URL: optional(
    databaseUrl,
    'PostgreSQL 15 or newer, like `postgres://user:password@host:5432/allo`; without it, the embedded one in `DATA_DIR`.',
  ),
  SECRET_KEY: optional(
    secretKeys,
    'Seals the secrets of organisations: 32 bytes in base64; several with commas while keys are changed, the current one first. Without it, a key is made once in `DATA_DIR/secret.key`.',
  ),
  OBJECTS_URL: optional(
    objectsUrl,
    'Bucket for recordings and transcripts on any S3 server: `s3://bucket/prefix?endpoint=https://storage.example.com&region=us-east-1`, `pathStyle=false` for the bucket in the host name, `kmsKeyId=…` with `OBJECTS_ENCRYPTION=server`; without it, files in `DATA_DIR/objects`.',
  ),
  S3_ACCESS_KEY_ID: optional(words, 'Key for `OBJECTS_URL`, allowed to list, read, write and delete.'),
  S3_SECRET_ACCESS_KEY: optional(words, 'Secret of that key.'),
  OBJECTS_ENCRYPTION: settled(
    objectEncryption,
    'client',
    '`client`: sealed by Allo with `SECRET_KEY` before anything is stored; `server`: the S3 server is told to encrypt; `off`. What is stored keeps its form: change it together with an empty bucket or prefix.',
  ),
  PRIVATE_PROVIDERS: settled(
    onOff,
    'off',
    'Whether organisations may set services of their own at addresses of this machine and private networks: `on` or `off`.',
  ),
  REDIS_URL: optional(
    redisUrl,
    'Redis that several nodes share for live calls, rate limits and live news, like `redis://user:password@host:6379/0`; without it, each process for itself.',
  ),
  KAFKA_BROKERS: optional(
    brokers,
    'Kafka the events go through, `host:port` with commas; without it, they stay within the process.',
  ),
  KAFKA_TLS: settled(onOff, 'off', 'Whether the connection to the brokers is encrypted: `on` or `off`.'),
  KAFKA_SASL_MECHANISM: settled(
    saslMechanism,
    'SCRAM-SHA-512',
    'How `KAFKA_USERNAME` is proved: `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`.',
  ),
  KAFKA_USERNAME: optional(words, 'Name at the brokers; without it, no authentication.'),
  KAFKA_PASSWORD: optional(words, 'Its password.'),
  KAFKA_TOPIC_PREFIX: optional(
    topicPrefix,
    'Before the names of topics and groups where a cluster is shared, like `allo.`.',
  ),
  OUTGOING_ALLOWED_NETWORKS: settled(
    networks,
    'none',
    'Addresses and networks webhooks and tools may reach although they are not public, for services of your own like `192.168.1.0/24`; metadata of clouds stays out of reach.',
  ),
  ROLES: settled(roles, roleNames.join(','), 'What this process does.'),
  LOG_LEVEL: settled(logLevel, 'info', 'How much is logged: `debug`, `info`, `warn`, `error` or `silent`.'),
  PUBLIC_URL: optional(
    siteUrl,
    'Address people open the console at when a proxy stands before it; its host is then accepted too.',
  ),
  REQUESTS_PER_MINUTE: settled(
    wholeNumber,
    '200',
    'Requests a minute of one user, one API key, or one address that has not signed in.',
  ),
  CORS_ORIGINS: optional(
    origins,
    'Origins of other sites whose pages may use the API with a key, with commas, like `https://app.example.com`.',
  ),
  TRUSTED_PROXIES: settled(
    networks,
    '127.0.0.0/8,::1/128',
    'Proxies whose `X-Forwarded-For` tells where people come from, with commas, or `none`; heeded when `PUBLIC_URL` is set.',
  ),
  SIGN_UP: settled(
    signUpMode,
    'invite',
    'Who may make an account: `invite` for people with an invitation, `open` for everybody.',
  ),
  SMTP_URL: optional(
    smtpUrl,
    'Mail server for confirmations, invitations and new passwords; without it their links appear in the terminal.',
  ),
  MAIL_FROM: optional(
    mailSender,
    'Sender of letters, like `Allo <allo@example.com>`; needed with `SMTP_URL`.',
  ),
  GOOGLE_CLIENT_ID: optional(words, 'Signing in by Google: id of the application registered there.'),
  GOOGLE_CLIENT_SECRET: optional(words, 'Its secret.'),
  GITHUB_CLIENT_ID: optional(words, 'Signing in by GitHub: id of the application registered there.'),
  GITHUB_CLIENT_SECRET: optional(words, 'Its secret.'),
  YANDEX_CLIENT_ID: optional(words, 'Signing in by Yandex ID: id of the application registered there.'),
  YANDEX_CLIENT_SECRET: optional(words, 'Its secret.'),
  OPENAI_API_KEY: optional(
    words,
    'Key for `OPENAI_BASE_URL`; alone, it switches on speech recognition, language model and speech of OpenAI.',
  ),
  OPENAI_BASE_URL: settled(
    apiUrl,
    'https://api.openai.com/v1',
    'Any server that speaks the OpenAI protocol; setting it switches its services on even without a key.',
  ),
  OPENAI_STT_MODEL: settled(model, 'whisper-1', 'Model that recognises speech; `off` for none.'),
  OPENAI_STT_BASE_URL: optional(
    apiUrl,
    'Another server for speech recognition alone (faster-whisper, whisper.cpp).',
  ),
  OPENAI_STT_API_KEY: optional(words, 'Key for `OPENAI_STT_BASE_URL`.'),
  OPENAI_LLM_MODEL: settled(model, 'gpt-4o-mini', 'Language model; `off` for none.'),
  OPENAI_LLM_BASE_URL: optional(apiUrl, 'Another server for the language model alone (Ollama, vLLM).'),
  OPENAI_LLM_API_KEY: optional(words, 'Key for `OPENAI_LLM_BASE_URL`.'),
  OPENAI_TTS_MODEL: settled(model, 'tts-1', 'Model that speaks; `off` for none.'),
  OPENAI_TTS_VOICE: settled(words, 'alloy', 'Voice it speaks with, unless the agent names one.'),
  OPENAI_TTS_BASE_URL: optional(apiUrl, 'Another server for speech alone.'),
  OPENAI_TTS_API_KEY: optional(words, 'Key for `OPENAI_TTS_BASE_URL`.'),
};

export type SettingName = keyof typeof settings;
/** What each variable came to. */
export type SettingValues = { [N in SettingName]: z.output<(typeof settings)[N]['read']> | NullOf<N> };
type NullOf<N extends SettingName> =
  (typeof settings)[N] extends Setting<infer T> ? (null extends T ? null : never) : never;
