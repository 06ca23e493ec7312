import { z } from 'zod';
import { providerPortSchema } from '@allo/contracts/http';
import type { MasterKeys } from '@allo/kernel';
import type { ProviderDesk } from '../../compose/provider-desk.ts';

/** What routes of providers need beside the database. */
export interface ProviderRouteDeps {
  masterKeys: MasterKeys;
  providers: Pick<ProviderDesk, 'instance' | 'refusal' | 'probe'>;
}

export const providerParamsSchema = z.object({ port: providerPortSchema });
