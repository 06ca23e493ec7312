import { createRequestMemory, type RequestMemory } from '@allo/business';
import type { Ground } from './ground.ts';

const everyHour = '41 * * * *';

/** Replies kept for repeated requests, and the job that forgets the old ones. */
export async function startRequestMemory(
  ground: Pick<Ground, 'db' | 'clock' | 'jobs' | 'isWorker'>,
): Promise<RequestMemory> {
  const memory = createRequestMemory(ground);
  if (ground.isWorker) {
    await ground.jobs.work('replies-trim', async () => void (await memory.trim()));
    await ground.jobs.schedule('replies-trim', everyHour);
  }
  return memory;
}
