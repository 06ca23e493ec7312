import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { findProgram, runProgram } from './run-program.ts';

/** The jars of a Kafka broker. */
export interface KafkaLibraries {
  folder: string;
  /** Where they came from, for people. */
  origin: string;
}

const version = '4.1.1';
const artefacts = [
  ['org.apache.kafka', 'kafka_2.13', version],
  ['org.slf4j', 'slf4j-simple', '1.7.36'],
] as const;

/**
 * The folder `libs` of KAFKA_HOME, else the jars out of the cache or, by Maven, from its central repository (MAVEN_URL
 * names another). Answers null when there is no Maven.
 */
export async function findKafkaLibraries(): Promise<KafkaLibraries | null> {
  const home = process.env.KAFKA_HOME;
  if (home) return { folder: join(home, 'libs'), origin: 'KAFKA_HOME' };
  const cache = await cacheFolder('kafka');
  const folder = join(cache, version);
  const libraries = { folder, origin: `Kafka ${version} from Maven artefacts` };
  if (existsSync(folder)) return libraries;
  const maven = findProgram('mvn');
  if (!maven) return null;
  const part = `${folder}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  try {
    await writeFile(join(part, 'pom.xml'), projectFile());
    const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=libs'];
    await runProgram(maven, ['-q', '-B', '-f', 'pom.xml', ...(await mirrorOption(part)), ...copy], {
      cwd: part,
    });
    // Whole or not at all: another run may be downloading beside this one.
    await rename(join(part, 'libs'), folder).catch(() => undefined);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return libraries;
}

function projectFile(): string {
  const dependencies = artefacts.map(
    ([group, name, release]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${release}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>allo</groupId><artifactId>kafka-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>${dependencies.join('')}</dependencies>
</project>
`;
}

async function mirrorOption(folder: string): Promise<string[]> {
  const url = process.env.MAVEN_URL;
  if (!url) return [];
  const mirror = `<mirror><id>chosen</id><mirrorOf>central</mirrorOf><url>${url.replaceAll('&', '&amp;')}</url></mirror>`;
  await writeFile(join(folder, 'settings.xml'), `<settings><mirrors>${mirror}</mirrors></settings>\n`);
  return ['-s', 'settings.xml'];
}
