import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { addVersion } from './add-version/route.ts';
import { checkSkillbase } from './check-skillbase/route.ts';
import { changeAgent } from './change-agent/route.ts';
import { compareVersions } from './compare-versions/route.ts';
import { createAgent } from './create-agent/route.ts';
import { getAgent } from './get-agent/route.ts';
import { getSkillbase } from './get-skillbase/route.ts';
import { getVersion } from './get-version/route.ts';
import { listAgents } from './list-agents/route.ts';
import { listVersions } from './list-versions/route.ts';
import { publishVersion } from './publish-version/route.ts';
import { removeAgent } from './remove-agent/route.ts';
import { rollBackVersion } from './roll-back-version/route.ts';
import { acceptYaml } from './skillbase-body.ts';

/** Agents and the versions of their skillbases. */
export function addAgentRoutes(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'sipUri' | 'agentsChanged'>,
): void {
  acceptYaml(api);
  listAgents(api, deps);
  createAgent(api, deps);
  getAgent(api, deps);
  changeAgent(api, deps);
  removeAgent(api, deps);
  getSkillbase(api, deps);
  listVersions(api, deps);
  addVersion(api, deps);
  getVersion(api, deps);
  compareVersions(api, deps);
  publishVersion(api, deps);
  rollBackVersion(api, deps);
  checkSkillbase(api);
}
