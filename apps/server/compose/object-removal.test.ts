import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OrgId } from '@allo/contracts';
import type { JobHandler, JobQueue } from '@allo/contracts/ports';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { expect, it } from 'vitest';
import { objectFolders, startObjectRemoval } from './object-removal.ts';

const gone = '01959999-0000-7000-8000-000000000001' as OrgId;
const there = '01959999-0000-7000-8000-000000000002' as OrgId;

/** A queue that keeps what is added until the test does it. */
function heldJobs() {
  const added: Array<{ data: Parameters<JobHandler>[0]; delayMs: number | undefined }> = [];
  let handler: JobHandler = () => Promise.reject(new Error('nobody works'));
  const jobs: JobQueue = {
    add: async (_name, data, options) => void added.push({ data, delayMs: options?.delayMs }),
    work: async (_name, given) => void (handler = given),
    schedule: async () => {},
    close: async () => {},
  };
  const doAll = async (signal = new AbortController().signal) => {
    for (const { data } of added) await handler(data, signal);
  };
  return { jobs, added, doAll };
}

async function rig() {
  const clock = new VirtualClock();
  const objects = createMemoryObjectStore(clock);
  const held = heldJobs();
  for (const org of [gone, there]) {
    for (const key of [`recordings/${org}/a.wav`, `transcripts/${org}/a.json`]) {
      await objects.put(key, new Uint8Array([1]), { contentType: 'text/plain' });
    }
  }
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of objects.list('')) found.push(key);
    return found;
  };
  const options = { objects, clock, log: createSilentLog(), isWorker: true, jobs: held.jobs };
  const hasOrganisation = async (orgId: OrgId) => orgId === there;
  return { ...held, keys, objects, options, hasOrganisation };
}

it('objects of an organisation that is gone / go, those of one that stayed / stay', async () => {
  const { added, doAll, keys, options, hasOrganisation } = await rig();
  const beforeRemoval = await startObjectRemoval({ ...options, hasOrganisation });
  await beforeRemoval(gone);
  await beforeRemoval(there);
  expect(added.map(({ delayMs }) => delayMs)).toEqual([60_000, 60_000]);
  await doAll();
  expect(await keys()).toEqual([`recordings/${there}/a.wav`, `transcripts/${there}/a.json`]);
});

it('an object that cannot be removed / makes the job come again', async () => {
  const { doAll, options, hasOrganisation, objects } = await rig();
  const stuck = { list: objects.list, remove: () => Promise.reject(new Error('refused')) };
  const beforeRemoval = await startObjectRemoval({ ...options, objects: stuck, hasOrganisation });
  await beforeRemoval(gone);
  await expect(doAll()).rejects.toMatchObject({ code: 'unavailable' });
});

it('every folder of objects the business knows / is emptied', async () => {
  const business = fileURLToPath(new URL('../../../business', import.meta.url));
  const known = new Set<string>();
  for await (const file of glob('**/*.ts', { cwd: business, exclude: ['node_modules/**', '**/*.test.ts'] })) {
    const source = await readFile(join(business, file), 'utf8');
    for (const [, folder] of source.matchAll(/`([a-z-]+)\/\$\{org(?:Id)?\}\//g)) known.add(folder as string);
  }
  expect([...known].sort()).toEqual([...objectFolders].sort());
});
