import { AppError } from '@allo/kernel';
import { z } from 'zod';

export const agentParamsSchema = z.object({ id: z.string() });
export const versionParamsSchema = z.object({ id: z.string(), version: z.string() });

/** Something that cannot be an id is as absent as an agent of somebody else. */
export function agentIdOf(text: string): string {
  if (!/^[a-z][a-z0-9_-]{0,127}$/.test(text)) throw new AppError('not_found', 'There is no such agent.');
  return text;
}

export function versionOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new AppError('not_found', 'The agent has no such version.');
  return Number(text);
}
