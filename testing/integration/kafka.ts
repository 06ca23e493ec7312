import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../server/index.ts';
import { startChildServer } from './child-server.ts';
import type { IntegrationPart, MissingPart, RunningPart } from './integration-part.ts';
import { findKafkaLibraries } from './kafka-libraries.ts';
import { findProgram, runProgram } from './run-program.ts';

/** One Kafka broker that is its own controller (KRaft), on free loopback ports, in clear. Topics are not made by use. */
export const kafkaPart: IntegrationPart = { name: 'kafka', start: () => startKafka() };

const missingJava: MissingPart = {
  isRunning: false,
  reason: 'no Java runtime on this machine',
  enable: 'apt-get install -y --no-install-recommends default-jre-headless maven',
};
const missingLibraries: MissingPart = {
  isRunning: false,
  reason: 'no Kafka, and no Maven to download it with',
  enable: 'apt-get install -y --no-install-recommends maven, or set KAFKA_HOME to an unpacked Kafka 4',
};

const logOptions = [
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
];

/** Sixteen bytes; fixed, because one that begins with a dash is taken for an option. */
const clusterId = Buffer.from('allo-for-testing').toString('base64url');

export interface KafkaOptions {
  /** When a test must find it again at the same place. */
  port?: number;
  /** Its data, kept when it ends; without it, a folder of its own that goes with it. */
  folder?: string;
  /** Asks for it by SASL (PLAIN and SCRAM are alike to a client but for the exchange; this is PLAIN). */
  login?: { username: string; password: string };
}

export async function startKafka(options: KafkaOptions = {}): Promise<RunningPart | MissingPart> {
  const java = findProgram('java');
  if (!java) return missingJava;
  const libraries = await findKafkaLibraries();
  if (!libraries) return missingLibraries;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'allo-kafka-')));
  const remove = async () => {
    if (!options.folder) await rm(folder, { recursive: true, force: true });
  };
  try {
    const port = options.port ?? (await freePort());
    const settings = join(folder, 'server.properties');
    await writeFile(
      settings,
      properties({
        folder,
        port,
        controllerPort: await freePort(),
        internalPort: await freePort(),
        login: options.login,
      }),
    );
    const common = ['-Xmx256m', ...logOptions, '-cp', join(libraries.folder, '*')];
    if (!existsSync(join(folder, 'data', 'meta.properties'))) {
      const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings];
      await runProgram(java, [...common, ...format], { cwd: folder });
    }
    const server = await startChildServer({
      program: java,
      parameters: [...common, 'kafka.Kafka', settings],
      ready: /Kafka Server started/,
      readyWithinMs: 90_000,
      stopWithinMs: 20_000,
      cwd: folder,
    });
    return {
      isRunning: true,
      label: `${libraries.origin}, ${java}`,
      env: { KAFKA_BROKERS_TEST: `127.0.0.1:${port}` },
      close: async () => {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

interface Place {
  folder: string;
  port: number;
  controllerPort: number;
  /** For the broker itself, which does not log in. */
  internalPort: number;
  login: KafkaOptions['login'];
}

function properties({ folder, port, controllerPort, internalPort, login }: Place): string {
  const clients = `CLIENTS://127.0.0.1:${port}`;
  const internal = `INTERNAL://127.0.0.1:${internalPort}`;
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `${clients},${internal},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `${clients},${internal}`,
    'listener.security.protocol.map': `CLIENTS:${login ? 'SASL_PLAINTEXT' : 'PLAINTEXT'},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': 'INTERNAL',
    'controller.listener.names': 'CONTROLLER',
    ...(login && {
      'listener.name.clients.sasl.enabled.mechanisms': 'PLAIN',
      'listener.name.clients.plain.sasl.jaas.config': `${module} user_${login.username}="${login.password}";`,
    }),
    'log.dirs': join(folder, 'data'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
