import type { OrgId } from '@allo/contracts';
import type { ToolDefinition, ToolTrialResult } from '@allo/contracts/http';
import type { OutgoingHttp } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import type { Deps } from '../deps.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';
import { openSecret } from '../secrets/secrets.ts';
import { requireParameters, toolRequest } from './tool-request.ts';
import { toolSecretKey } from './tool-secrets.ts';
import { getTool } from './tools.ts';

const shownBytes = 16 * 1024;

/** Really calls a tool. Throws `not_found`, and `bad_request` for parameters or secrets that are missing. */
export async function tryTool(
  deps: Pick<Deps, 'db'> & SecretDeps & { outgoing: Pick<OutgoingHttp, 'send'> },
  orgId: OrgId,
  toolId: string,
  given: Record<string, unknown>,
): Promise<ToolTrialResult> {
  const { definition } = await getTool(deps, orgId, toolId);
  requireParameters(definition, given);
  const headers = await headersOf(deps, orgId, definition);
  const reply = await deps.outgoing.send(toolRequest(definition, given, headers));
  const { durationMs } = reply;
  if (reply.kind !== 'answered') {
    const nothing = { status: null, contentType: null, body: '', isCut: false };
    return { isOk: false, ...nothing, error: reply.code, durationMs };
  }
  return {
    isOk: reply.status >= 200 && reply.status < 300,
    status: reply.status,
    error: null,
    contentType: reply.headers['content-type'] ?? null,
    body: Buffer.from(reply.body.subarray(0, shownBytes)).toString('utf8'),
    isCut: reply.isCut || reply.body.length > shownBytes,
    durationMs,
  };
}

async function headersOf(
  deps: Pick<Deps, 'db'> & SecretDeps,
  orgId: OrgId,
  { headers }: ToolDefinition,
): Promise<Record<string, string>> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const filled: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) {
      const text =
        typeof value === 'string' ? value : await openSecret(deps, tx, orgId, toolSecretKey(value.secret));
      if (text === null) {
        const secret = typeof value === 'string' ? '' : value.secret;
        throw new AppError('bad_request', `The secret “${secret}” of header ${name} is not set yet.`);
      }
      filled[name] = text;
    }
    return filled;
  });
}
