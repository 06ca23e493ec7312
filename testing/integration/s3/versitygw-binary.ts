import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import { findProgram, runProgram } from '../run-program.ts';

/** Apache-2.0, one program in Go: an S3 server over a folder. */
const version = '1.8.0';
const source = `github.com/versity/versitygw/cmd/versitygw@v${version}`;

/**
 * The program `versitygw`: of `VERSITYGW_BIN`, of the machine, of the cache, or, when `mayBuild`, built from its module
 * with the Go of this machine (a minute or two). Null when there is none.
 */
export async function findVersityGateway(options: { mayBuild: boolean }): Promise<string | null> {
  const installed = process.env.VERSITYGW_BIN ?? findProgram('versitygw');
  if (installed) return installed;
  const folder = await cacheFolder('versitygw');
  const cached = join(folder, `versitygw-${version}`);
  const isCached = await access(cached).then(
    () => true,
    () => false,
  );
  if (isCached) return cached;
  const go = findProgram('go');
  if (!go || !options.mayBuild) return null;
  const beside = await mkdtemp(join(folder, 'build-'));
  try {
    await runProgram(go, ['install', source], { env: { ...process.env, GOBIN: beside, CGO_ENABLED: '0' } });
    // In one step, because another run may do the same.
    await rename(join(beside, 'versitygw'), cached);
    return cached;
  } catch {
    return null;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
