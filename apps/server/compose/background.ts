import { type AgentDirectory, createAgentDirectory, hasOrganisation } from '@allo/business';
import type { ApiDeps } from '../api/index.ts';
import { type Catalogue, startCatalogue } from './catalogue.ts';
import type { Ground } from './ground.ts';
import { startObjectRemoval } from './object-removal.ts';
import { startPrivacy } from './privacy.ts';
import { startRequestMemory } from './request-memory.ts';
import { startWebhooks } from './webhooks.ts';

type WebhookParts = Awaited<ReturnType<typeof startWebhooks>>;

/** What organisations have besides calls, and the work that goes on behind it. */
export interface Background extends WebhookParts {
  privacy: ApiDeps['privacy'];
  beforeRemoval: Awaited<ReturnType<typeof startObjectRemoval>>;
  agents: AgentDirectory;
  catalogue: Catalogue;
  requestMemory: ApiDeps['requestMemory'];
}

export async function startBackground(ground: Ground, print: (line: string) => void): Promise<Background> {
  const { flow } = ground;
  const withObjects = { ...ground, objects: ground.objects.erasable };
  const privacy = await startPrivacy(withObjects);
  const beforeRemoval = await startObjectRemoval({
    ...withObjects,
    hasOrganisation: (org) => hasOrganisation(ground, org),
  });
  const webhookParts = await startWebhooks({ ...ground, follow: (consumer) => flow.add(consumer), print });
  return {
    ...webhookParts,
    privacy,
    beforeRemoval,
    agents: createAgentDirectory(ground),
    catalogue: await startCatalogue(withObjects),
    requestMemory: await startRequestMemory(ground),
  };
}
