import { AppError } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('loadConfig', () => {
  it('needs nothing set, and empty counts as not set', () => {
    const config = loadConfig({ HTTP_PORT: '', OPENAI_API_KEY: ' ', DATABASE_URL: '' });
    expect(config).toMatchObject({
      http: { host: '127.0.0.1', port: 8080, publicUrl: null, corsOrigins: [], requestsPerMinute: 200 },
      sip: { host: null, port: 5060, users: [] },
      rtpPorts: { first: 10000, last: 20000 },
      dataDir: './data',
      databaseUrl: null,
      secretKeys: null,
      objects: { s3: null, encryption: 'client' },
      shared: { redisUrl: null, kafka: null },
      hasPrivateProviders: false,
      outgoingAllowedNetworks: [],
      roles: ['api', 'voice', 'worker'],
      logLevel: 'info',
      stt: null,
      llm: null,
      tts: null,
    });
    expect(config.sip.trusted).toContain('192.168.0.0/16');
  });

  it('reads lists and pairs, a password with a colon among them', () => {
    const config = loadConfig({
      SIP_TRUSTED: '203.0.113.7, 2001:db8::/32',
      SIP_USERS: 'trunk:a:b,office:c',
      ROLES: 'voice',
      RTP_PORTS: '20000-20099',
    });
    expect(config.sip.trusted).toEqual(['203.0.113.7', '2001:db8::/32']);
    expect(config.sip.users).toEqual([
      { user: 'trunk', password: 'a:b' },
      { user: 'office', password: 'c' },
    ]);
    expect(config.roles).toEqual(['voice']);
    expect(loadConfig({ SIP_TRUSTED: 'none' }).sip.trusted).toEqual([]);
  });

  it('reads what nodes share, and asks for both halves of a login', () => {
    const env = { REDIS_URL: 'rediss://:p@redis:6380/2', KAFKA_BROKERS: 'a:9092, [::1]:9093' };
    expect(loadConfig(env).shared).toEqual({
      redisUrl: 'rediss://:p@redis:6380/2',
      kafka: { brokers: ['a:9092', '[::1]:9093'], isTls: false, sasl: null, topicPrefix: '' },
    });
    const login = {
      KAFKA_USERNAME: 'allo',
      KAFKA_PASSWORD: 'p',
      KAFKA_TLS: 'on',
      KAFKA_TOPIC_PREFIX: 'allo.',
    };
    expect(loadConfig({ ...env, ...login }).shared.kafka).toEqual({
      brokers: ['a:9092', '[::1]:9093'],
      isTls: true,
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'allo', password: 'p' },
      topicPrefix: 'allo.',
    });
    expect(refusal({ ...env, KAFKA_USERNAME: 'allo' })).toContain('KAFKA_PASSWORD is missing');
    expect(refusal(login)).toContain('KAFKA_BROKERS is missing');
    expect(refusal({ REDIS_URL: 'http://redis' })).toContain('REDIS_URL is not a Redis address');
    expect(refusal({ KAFKA_BROKERS: 'kafka' })).toContain('KAFKA_BROKERS holds something');
    expect(refusal({ KAFKA_TOPIC_PREFIX: 'a b' })).toContain('KAFKA_TOPIC_PREFIX');
  });

  it('reads a bucket with its keys, and asks for them', () => {
    const bucket = { OBJECTS_URL: 's3://calls/allo?endpoint=https://storage.example.com&region=ru-1' };
    const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
    expect(loadConfig({ ...bucket, ...keys, OBJECTS_ENCRYPTION: 'server' }).objects).toEqual({
      s3: {
        bucket: 'calls',
        prefix: 'allo',
        endpoint: 'https://storage.example.com',
        region: 'ru-1',
        usesPathStyle: true,
        kmsKeyId: null,
        credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
      },
      encryption: 'server',
    });
    expect(refusal(bucket)).toContain('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
    expect(refusal({ OBJECTS_ENCRYPTION: 'server' })).toContain('set OBJECTS_URL');
    expect(refusal({ ...keys, OBJECTS_URL: 's3://id:hunter2@calls' })).toMatch(
      /^OBJECTS_URL is not the (?!.*hunter2)/,
    );
  });

  it('answers with one line for each wrong value, saying how to mend it', () => {
    const lines = refusal({
      HTTP_PORT: '80800',
      SIP_PORT: 'sip',
      SIP_HOST: 'two words',
      RTP_PORTS: '20000-10000',
      SIP_TRUSTED: '10.0.0.0/33',
      SIP_USERS: 'nobody',
      DATABASE_URL: 'mysql://localhost/allo',
      SECRET_KEY: 'hunter2',
      PRIVATE_PROVIDERS: 'perhaps',
      ROLES: 'api,king',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'calls.example.com',
      OPENAI_BASE_URL: 'localhost:8000',
    }).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'HTTP_PORT',
      'SIP_PORT',
      'SIP_HOST',
      'RTP_PORTS',
      'SIP_TRUSTED',
      'SIP_USERS',
      'DATABASE_URL',
      'SECRET_KEY',
      'PRIVATE_PROVIDERS',
      'ROLES',
      'LOG_LEVEL',
      'PUBLIC_URL',
      'OPENAI_BASE_URL',
    ]);
    for (const line of lines) expect(line).toMatch(/write .+\.$/);
  });

  it('never shows a secret in a refusal', () => {
    const env = { DATABASE_URL: 'mysql://u:hunter2@h/d', SIP_USERS: 'hunter2', SECRET_KEY: 'hunter2' };
    expect(refusal(env)).not.toContain('hunter2');
  });

  it('reads several secret keys in their order', () => {
    const keys = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'));
    expect(loadConfig({ SECRET_KEY: keys.join(', ') }).secretKeys).toEqual(keys);
  });

  it('switches all services on with the common key', () => {
    const config = loadConfig({ OPENAI_API_KEY: 'k' });
    const common = { baseUrl: 'https://api.openai.com/v1', apiKey: 'k' };
    expect(config.stt).toEqual({ ...common, model: 'whisper-1' });
    expect(config.llm).toEqual({ ...common, model: 'gpt-4o-mini' });
    expect(config.tts).toEqual({ ...common, model: 'tts-1', voice: 'alloy' });
  });

  it('never sends the common key to a server of a service alone', () => {
    const config = loadConfig({
      OPENAI_API_KEY: 'k',
      OPENAI_STT_BASE_URL: 'http://127.0.0.1:8000/v1/',
      OPENAI_TTS_MODEL: 'off',
    });
    expect(config.stt).toEqual({ baseUrl: 'http://127.0.0.1:8000/v1', apiKey: null, model: 'whisper-1' });
    expect(config.llm?.apiKey).toBe('k');
    expect(config.tts).toBeNull();
  });

  it('switches on a server without a key by its address', () => {
    const config = loadConfig({
      OPENAI_LLM_BASE_URL: 'http://127.0.0.1:11434/v1',
      OPENAI_LLM_MODEL: 'qwen3',
    });
    expect(config.llm).toEqual({ baseUrl: 'http://127.0.0.1:11434/v1', apiKey: null, model: 'qwen3' });
    expect(config.stt).toBeNull();
  });
});
