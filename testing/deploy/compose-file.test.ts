import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../apps/server/config/config.ts';
import { settings } from '../../apps/server/config/settings.ts';

interface ServiceFile {
  image?: string;
  restart?: string;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}
interface ComposeFile {
  services: Record<string, ServiceFile>;
  volumes: Record<string, unknown>;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const text = read('deploy/compose.yml');
const compose = parse(text) as ComposeFile;
const services = Object.entries(compose.services);
/** A tag that says a version; `latest`, `8` or a branch would become something else overnight. */
const pinned = /^[a-z0-9./-]+:(v?\d+\.\d+\.\d+|RELEASE\.\d{4}-\d{2}-\d{2}T[\d-]+Z)([.-][\w.-]+)?$/;

const answers: Record<string, string> = {
  SIP_HOST: '203.0.113.7',
  POSTGRES_PASSWORD: 'pg1',
  REDIS_PASSWORD: 'redis1',
  S3_PASSWORD: 'storage1',
  SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
};
/** As Docker fills in `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
const filledIn = (value: string): string =>
  value.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest = '') => {
    const answer = answers[name];
    if (answer !== undefined) return answer;
    if (kind === '?') throw new Error(`${name} is asked for`);
    return kind === '-' ? rest : '';
  });

describe('deploy/compose.yml', () => {
  it('every image / is pinned by version', () => {
    expect(new Set(services.map(([name]) => name))).toEqual(
      new Set(['allo', 'kafka', 'postgres', 'qdrant', 'redis', 's3', 's3-bucket']),
    );
    expect(services.filter(([, { image }]) => !pinned.test(image ?? '')).map(([name]) => name)).toEqual([]);
    // The pattern is able to see a loose one.
    for (const loose of ['redis', 'redis:latest', 'redis:7', 'minio/minio:RELEASE']) {
      expect(pinned.test(loose)).toBe(false);
    }
  });

  it('every server that stays / has a health check; who waits, waits for a service that is there', () => {
    for (const [name, service] of services) {
      if (service.restart === 'unless-stopped') expect(service.healthcheck?.test, name).toBeTruthy();
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const needed = compose.services[other];
        expect(needed, `${name} waits for ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(needed?.healthcheck).toBeDefined();
      }
    }
  });

  it('every named volume / is declared, and each is used', () => {
    const used = services.flatMap(([, { volumes }]) => volumes ?? []).map((one) => one.split(':')[0]);
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it('what Allo is told / is what Allo reads, and leads to these servers', () => {
    const given = compose.services.allo?.environment ?? {};
    expect(Object.keys(given).filter((name) => !(name in settings))).toEqual([]);
    const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, filledIn(value)]));
    const config = loadConfig(env);
    expect(config).toMatchObject({
      http: { host: '0.0.0.0' },
      databaseUrl: 'postgres://allo:pg1@postgres:5432/allo',
      shared: { redisUrl: 'redis://:redis1@redis:6379/0', kafka: { brokers: ['kafka:9092'] } },
      objects: { s3: { bucket: 'allo', endpoint: 'http://s3:9000' } },
    });
  });

  it('what it asks for / is in .env.example, and without it nothing starts', () => {
    const example = read('deploy/.env.example');
    const asked = [...text.matchAll(/\$\{(\w+)(:\?)?/g)].map((match) => match[1] as string);
    const offered = new Set([...example.matchAll(/^(\w+)=/gm)].map((match) => match[1]));
    expect(asked.filter((name) => !offered.has(name) && name !== 'LOG_LEVEL')).toEqual([]);
    expect(() => filledIn('${NOT_GIVEN:?say it}')).toThrow('NOT_GIVEN');
  });
});

describe('deploy/Dockerfile', () => {
  const file = read('deploy/Dockerfile');
  it('runs the Node the packages pin, installs what is locked, and is not root', () => {
    const node = (JSON.parse(read('package.json')) as { devDependencies: { node: string } }).devDependencies
      .node;
    const bases = [...file.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(bases).toEqual([`node:${node}-bookworm-slim`, `node:${node}-bookworm-slim`]);
    expect(file).toContain('npm ci');
    expect(file.slice(file.lastIndexOf('FROM'))).toMatch(/^USER node$/m);
  });
});
