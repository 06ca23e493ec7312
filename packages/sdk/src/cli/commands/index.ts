import type { Command } from '../command.ts';
import { agentsDiff } from './agents-diff.ts';
import { agentsList } from './agents-list.ts';
import { agentsPublish } from './agents-publish.ts';
import { agentsPull } from './agents-pull.ts';
import { agentsPush } from './agents-push.ts';
import { agentsRollback } from './agents-rollback.ts';
import { call } from './call.ts';
import { calls } from './calls.ts';
import { doctor } from './doctor.ts';
import { leads } from './leads.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { logs } from './logs.ts';
import { webhooksDeliveries } from './webhooks-deliveries.ts';
import { webhooksList } from './webhooks-list.ts';
import { webhooksTest } from './webhooks-test.ts';
import { whoami } from './whoami.ts';

/** In the order the help shows them. */
export const commands: readonly Command[] = [
  login,
  logout,
  whoami,
  agentsList,
  agentsPull,
  agentsDiff,
  agentsPush,
  agentsPublish,
  agentsRollback,
  calls,
  call,
  logs,
  leads,
  webhooksList,
  webhooksTest,
  webhooksDeliveries,
  doctor,
];
